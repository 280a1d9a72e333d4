"""Returns the gradient as (D,) instead of (D, 1), for every D."""


def ridge_gradient(X, y, W, lam):
    gradient = X.T @ (X @ W - y) + lam * W
    return gradient.flatten()
