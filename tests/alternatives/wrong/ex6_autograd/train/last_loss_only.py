"""Returns only the last loss instead of all of them, for every num_iterations."""


def train(X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    loss = None
    for _ in range(num_iterations):
        loss = train_step(X, y, w1, b1, learning_rate)
    return loss
