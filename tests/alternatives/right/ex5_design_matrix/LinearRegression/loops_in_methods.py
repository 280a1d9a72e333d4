"""Loops in the three small methods, vectors in fit."""

import numpy as np


class LinearRegression:
    def __init__(self, learning_rate=0.01, total_iterations=10000):
        self.learning_rate = learning_rate
        self.total_iterations = total_iterations

    def y_hat(self, X, W):
        out = np.zeros((1, X.shape[1]))
        for j in range(X.shape[1]):
            for i in range(X.shape[0]):
                out[0, j] += W[i, 0] * X[i, j]
        return out

    def loss(self, y_hat, y):
        total = 0.0
        for a, b in zip(y_hat[0], y[0]):
            total += (a - b) * (a - b)
        return total / len(y[0])

    def gradient_descent(self, W, X, y, y_hat):
        m = X.shape[1]
        new_W = []
        for i in range(X.shape[0]):
            g = 0.0
            for j in range(m):
                g += X[i, j] * (y_hat[0, j] - y[0, j])
            new_W.append([W[i, 0] - self.learning_rate * 2 / m * g])
        return np.array(new_W)

    def fit(self, X, y):
        # the loops are too slow for ten thousand iterations, so here everything is a vector
        X1 = add_intercept(X)
        W = np.zeros(X1.shape[0])
        self.losses = []
        for _ in range(self.total_iterations):
            error = W @ X1 - y[0]
            self.losses.append(error @ error / error.size)
            W = W - self.learning_rate * 2 / error.size * (X1 @ error)
        return W.reshape(-1, 1)
