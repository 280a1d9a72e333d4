"""Runs num_epochs - 1 updates, for every num_epochs > 0."""


def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    losses = []
    for _ in range(num_epochs - 1):
        losses.append(ridge_loss(X, y, W, lam))
        W = W - learning_rate * ridge_gradient(X, y, W, lam)
    return W, losses
