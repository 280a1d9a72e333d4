def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    losses = []
    for _ in range(num_epochs):
        losses.append(ridge_loss(X, y, W, lam))
        new = W - learning_rate * ridge_gradient(X, y, W, lam)
        if ridge_loss(X, y, new, lam) < losses[-1]:
            W = new
    return W, losses
