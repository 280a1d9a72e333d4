def train(X, y, W, b, learning_rate, num_epochs):
    losses = []
    for _ in range(num_epochs):
        y_hat = predict(X, W, b)
        losses.append(mse_loss(y, y_hat))
        if len(losses) > 1 and abs(losses[-1] - losses[-2]) < 1e-12:
            break
        dW, db = gradients(X, y, y_hat)
        W, b = update(W, b, dW, db, learning_rate)
    return W, b, losses
