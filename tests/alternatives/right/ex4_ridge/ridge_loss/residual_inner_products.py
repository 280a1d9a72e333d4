"""r'r and W'W, taken out of 1 x 1 arrays."""

def ridge_loss(X, y, W, lam):
    r = X @ W - y
    return ((r.T @ r + lam * W.T @ W) / 2).item()
