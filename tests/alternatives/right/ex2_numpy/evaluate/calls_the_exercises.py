"""mse_loss of predict."""

def evaluate(X, y, W, b):
    y_hat = predict(X, W, b)
    return mse_loss(y, y_hat)
