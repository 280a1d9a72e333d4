def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    losses = []
    for _ in range(num_epochs):
        losses.append(ridge_loss(X, y, W, lam))
        for start in range(0, len(X), 16):
            W = W - learning_rate * ridge_gradient(X[start : start + 16], y[start : start + 16], W, lam)
    return W, losses
