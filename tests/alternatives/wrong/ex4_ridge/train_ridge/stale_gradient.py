"""Computes the gradient once before the loop, so every step after the first is wrong."""


def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    losses = []
    gradient = ridge_gradient(X, y, W, lam)
    for _ in range(num_epochs):
        losses.append(ridge_loss(X, y, W, lam))
        W = W - learning_rate * gradient
    return W, losses
