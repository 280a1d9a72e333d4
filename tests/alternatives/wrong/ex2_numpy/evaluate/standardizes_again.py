"""Standardizes X once more with its own statistics; shows wherever X is not standardized on its own."""


def evaluate(X, y, W, b):
    X = (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-8)
    return mse_loss(y, predict(X, W, b))
