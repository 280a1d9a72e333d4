"""Records the loss after each update instead of before, so losses[0] is not the starting loss."""


def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    losses = []
    for _ in range(num_epochs):
        W = W - learning_rate * ridge_gradient(X, y, W, lam)
        losses.append(ridge_loss(X, y, W, lam))
    return W, losses
