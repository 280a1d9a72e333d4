"""Updates the given W in place; the returned values are right, but the caller's array is changed."""


def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    losses = []
    for _ in range(num_epochs):
        losses.append(ridge_loss(X, y, W, lam))
        W -= learning_rate * ridge_gradient(X, y, W, lam)
    return W, losses
