"""Steps once for each data point in an iteration instead of once for all of them, for N > 1."""


def train(X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    losses = []
    for _ in range(num_iterations):
        total = 0.0
        for i in range(len(X)):
            total += train_step(X[i:i + 1], y[i:i + 1], w1, b1, learning_rate)
        losses.append(total)
    return losses
