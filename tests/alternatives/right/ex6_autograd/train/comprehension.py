"""A comprehension over train_step."""

def train(X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    return [train_step(X, y, w1, b1, learning_rate) for _ in range(num_iterations)]
