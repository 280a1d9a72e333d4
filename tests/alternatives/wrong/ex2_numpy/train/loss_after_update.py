"""Records the MSE after each update instead of before, so losses[0] is not the starting loss."""


def train(X, y, W, b, learning_rate, num_epochs):
    losses = []
    for _ in range(num_epochs):
        y_hat = predict(X, W, b)
        dW, db = gradients(X, y, y_hat)
        W, b = update(W, b, dW, db, learning_rate)
        losses.append(mse_loss(y, predict(X, W, b)))
    return W, b, losses
