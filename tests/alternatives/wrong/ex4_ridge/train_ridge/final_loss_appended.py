"""Adds the loss after the last update too, so there is one loss too many, even for num_epochs=0."""


def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    losses = [ridge_loss(X, y, W, lam)]
    for _ in range(num_epochs):
        W = W - learning_rate * ridge_gradient(X, y, W, lam)
        losses.append(ridge_loss(X, y, W, lam))
    return W, losses
