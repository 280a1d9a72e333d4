"""Adds the gradient step instead of subtracting it, for every nonzero gradient."""


def update(W, b, dW, db, learning_rate):
    W = W + learning_rate * dW
    b = b + learning_rate * db
    return W, b
