"""Predicts once before the loop, so from the second epoch on gradients and losses are stale."""


def train(X, y, W, b, learning_rate, num_epochs):
    losses = []
    y_hat = predict(X, W, b)
    for _ in range(num_epochs):
        losses.append(mse_loss(y, y_hat))
        dW, db = gradients(X, y, y_hat)
        W, b = update(W, b, dW, db, learning_rate)
    return W, b, losses
