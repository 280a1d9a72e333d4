"""Forgets the penalty term; wrong only where lam > 0."""


def ridge_gradient(X, y, W, lam):
    return X.T @ (X @ W - y)
