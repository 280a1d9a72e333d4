"""Forgets to divide by N, for every N > 1."""


def gradients(X, y, y_hat):
    error = y_hat - y
    dW = 2 * X.T @ error
    db = 2 * error.sum(axis=0)
    return dW, db
