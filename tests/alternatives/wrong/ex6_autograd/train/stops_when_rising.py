"""Ends the loop as soon as a loss is above the one before; shows only at a rate that overshoots."""


def train(X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    losses = []
    for _ in range(num_iterations):
        losses.append(train_step(X, y, w1, b1, learning_rate))
        if len(losses) > 1 and losses[-1] > losses[-2]:
            break
    return losses
