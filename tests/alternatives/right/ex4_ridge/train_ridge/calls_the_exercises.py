"""Calls the loss and the gradient."""

def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    losses = []
    for epoch in range(num_epochs):
        losses.append(ridge_loss(X, y, W, lam))
        gradient = ridge_gradient(X, y, W, lam)
        W = W - learning_rate * gradient
        if epoch % 100 == 0:
            print("epoch", epoch, "loss", losses[-1])
    return W, losses
