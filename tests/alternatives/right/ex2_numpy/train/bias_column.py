"""A bias column, one parameter vector, normal equations for the gradient."""

import numpy as np


def train(X, y, W, b, learning_rate, num_epochs):
    A = np.hstack([X, np.ones((X.shape[0], 1))])
    theta = np.vstack([W, b.reshape(1, -1)])
    gram, moment = A.T @ A, A.T @ y
    losses = []
    for _ in range(num_epochs):
        losses.append(float(np.sum((A @ theta - y) ** 2)) / len(y))
        theta = theta - learning_rate * 2 / len(y) * (gram @ theta - moment)
    return theta[:-1], theta[-1], losses
