def train(X, y, W, b, learning_rate, num_epochs):
    losses = []
    for _ in range(num_epochs):
        losses.append(mse_loss(y, predict(X, W, b)))
        for start in range(0, len(X), 32):
            rows, targets = X[start : start + 32], y[start : start + 32]
            dW, db = gradients(rows, targets, predict(rows, W, b))
            W, b = update(W, b, dW, db, learning_rate)
    return W, b, losses
