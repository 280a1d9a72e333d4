"""Returns the root of the MSE, wherever it is neither 0 nor 1."""


def evaluate(X, y, W, b):
    return mse_loss(y, predict(X, W, b)) ** 0.5
