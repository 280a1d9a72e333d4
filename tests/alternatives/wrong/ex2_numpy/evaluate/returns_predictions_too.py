"""Returns the pair (mse, predictions) instead of one number, for every input."""


def evaluate(X, y, W, b):
    y_hat = predict(X, W, b)
    return mse_loss(y, y_hat), y_hat
