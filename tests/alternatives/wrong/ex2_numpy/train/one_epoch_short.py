"""Counts epochs from 1 up to num_epochs - 1, so one update and one loss are missing for every num_epochs > 0."""


def train(X, y, W, b, learning_rate, num_epochs):
    losses = []
    for epoch in range(1, num_epochs):
        y_hat = predict(X, W, b)
        losses.append(mse_loss(y, y_hat))
        dW, db = gradients(X, y, y_hat)
        W, b = update(W, b, dW, db, learning_rate)
    return W, b, losses
