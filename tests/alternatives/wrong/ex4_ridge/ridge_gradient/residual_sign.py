"""Uses y - X W, so the data term has the wrong sign, for every nonzero residual."""


def ridge_gradient(X, y, W, lam):
    error = y - X @ W
    return X.T @ error + lam * W
