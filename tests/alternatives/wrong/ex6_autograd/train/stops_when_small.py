"""Ends the loop once the loss is below a thousandth; shows only where a training comes so far."""


def train(X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    losses = []
    for _ in range(num_iterations):
        losses.append(train_step(X, y, w1, b1, learning_rate))
        if losses[-1] < 1e-3:
            break
    return losses
