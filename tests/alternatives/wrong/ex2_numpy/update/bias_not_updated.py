"""Updates W only and hands b back as it was, for every nonzero db."""


def update(W, b, dW, db, learning_rate):
    W = W - learning_rate * dW
    return W, b.copy()
