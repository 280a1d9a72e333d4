"""Defaults to 400 iterations instead of 4000; shows only where num_iterations is not passed."""


def train(X, y, w1, b1, learning_rate=0.001, num_iterations=400):
    losses = []
    for _ in range(num_iterations):
        losses.append(train_step(X, y, w1, b1, learning_rate))
    return losses
