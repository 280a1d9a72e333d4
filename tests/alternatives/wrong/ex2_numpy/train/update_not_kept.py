"""Throws the result of update away, so the parameters never move, for every num_epochs > 0."""


def train(X, y, W, b, learning_rate, num_epochs):
    losses = []
    for _ in range(num_epochs):
        y_hat = predict(X, W, b)
        losses.append(mse_loss(y, y_hat))
        dW, db = gradients(X, y, y_hat)
        update(W, b, dW, db, learning_rate)
    return W, b, losses
