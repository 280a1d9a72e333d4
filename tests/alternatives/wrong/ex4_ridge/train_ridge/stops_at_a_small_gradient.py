def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    losses = []
    for _ in range(num_epochs):
        losses.append(ridge_loss(X, y, W, lam))
        step = ridge_gradient(X, y, W, lam)
        W = W - learning_rate * step
        if np.linalg.norm(step) < 1e-6:
            break
    return W, losses
