"""Keeps only every hundredth loss, as one prints them; too few for num_iterations > 1."""


def train(X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    losses = []
    for i in range(num_iterations):
        loss = train_step(X, y, w1, b1, learning_rate)
        if i % 100 == 0:
            losses.append(loss)
    return losses
