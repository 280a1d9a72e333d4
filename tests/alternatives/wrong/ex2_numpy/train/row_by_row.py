"""Updates after each single row (stochastic descent) instead of once per epoch on the full batch, for N > 1."""


def train(X, y, W, b, learning_rate, num_epochs):
    losses = []
    for _ in range(num_epochs):
        losses.append(mse_loss(y, predict(X, W, b)))
        for i in range(len(X)):
            xi, yi = X[i:i + 1], y[i:i + 1]
            dW, db = gradients(xi, yi, predict(xi, W, b))
            W, b = update(W, b, dW, db, learning_rate)
    return W, b, losses
