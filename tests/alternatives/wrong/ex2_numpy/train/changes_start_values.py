"""Updates the given W and b with -=, so the caller's arrays are changed; the returned values are right."""


def train(X, y, W, b, learning_rate, num_epochs):
    losses = []
    for _ in range(num_epochs):
        y_hat = predict(X, W, b)
        losses.append(mse_loss(y, y_hat))
        dW, db = gradients(X, y, y_hat)
        W -= learning_rate * dW
        b -= learning_rate * db
    return W, b, losses
