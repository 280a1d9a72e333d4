"""Multiplies the mean of X with the mean error instead of averaging the products; shows wherever X varies."""


def gradients(X, y, y_hat):
    error = y_hat - y
    dW = 2 * X.mean(axis=0).reshape(-1, 1) * error.mean()
    db = 2 * error.mean(axis=0)
    return dW, db
