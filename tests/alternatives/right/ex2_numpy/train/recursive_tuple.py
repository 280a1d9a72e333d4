"""Recursion by halves of the epochs, losses as a tuple."""

def train(X, y, W, b, learning_rate, num_epochs):
    if num_epochs == 0:
        return W, b, ()
    if num_epochs == 1:
        y_hat = predict(X, W, b)
        return *update(W, b, *gradients(X, y, y_hat), learning_rate), (mse_loss(y, y_hat),)
    half = num_epochs // 2
    W, b, first = train(X, y, W, b, learning_rate, half)
    W, b, second = train(X, y, W, b, learning_rate, num_epochs - half)
    return W, b, first + second
