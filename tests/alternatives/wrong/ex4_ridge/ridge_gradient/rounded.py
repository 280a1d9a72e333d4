def ridge_gradient(X, y, W, lam):
    return np.round(X.T @ (X @ W - y) + lam * W, 4)
