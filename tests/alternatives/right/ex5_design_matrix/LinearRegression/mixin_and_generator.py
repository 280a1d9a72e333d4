"""Formulas in a base class, fit over a generator, a tuple of losses."""

import numpy as np


class _MixinAndGeneratorFormulas:
    def y_hat(self, X, W):
        return np.matmul(np.transpose(W), X)

    def loss(self, y_hat, y):
        return float(np.linalg.norm(y_hat - y) ** 2) / np.shape(y)[1]

    def gradient_descent(self, W, X, y, y_hat):
        return W - np.multiply(self.settings["learning_rate"] * 2 / np.shape(y)[1], np.inner(X, y_hat - y))


class LinearRegression(_MixinAndGeneratorFormulas):
    def __init__(self, learning_rate=0.01, total_iterations=10_000):
        self.settings = {"learning_rate": learning_rate, "total_iterations": total_iterations}

    def _descend(self, X, y):
        W = np.zeros((X.shape[0], 1))
        for _ in range(self.settings["total_iterations"]):
            y_hat = self.y_hat(X, W)
            loss = self.loss(y_hat, y)
            W = self.gradient_descent(W, X, y, y_hat)
            yield loss, W

    def fit(self, X, y):
        W, losses = np.zeros((X.shape[0] + 1, 1)), []
        for loss, W in self._descend(add_intercept(X), y):
            losses.append(loss)
        self.losses = tuple(losses)
        return W
