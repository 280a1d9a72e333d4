"""Runs num_iterations - 1 steps, for every num_iterations > 0."""


def train(X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    losses = []
    for _ in range(1, num_iterations):
        losses.append(train_step(X, y, w1, b1, learning_rate))
    return losses
