"""Drops the factor 2 of the square's derivative, for every nonzero gradient."""


def gradients(X, y, y_hat):
    N = len(y)
    dW = X.T @ (y_hat - y) / N
    db = (y_hat - y).mean(axis=0)
    return dW, db
