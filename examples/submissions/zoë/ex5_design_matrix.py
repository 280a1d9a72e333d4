"""Unit 5: the design matrix. Here X is (n, m), y (1, m) and W (n, 1): one column per example."""

import numpy as np


def add_intercept(X):
    """A row of ones on top: (n, m) -> (n + 1, m)."""
    m = X.shape[1]
    return np.vstack((X, np.ones((1, m))))


class LinearRegression:
    """Linear regression by gradient descent."""

    def __init__(self, learning_rate=0.01, total_iterations=10_000):
        self.learning_rate = learning_rate
        self.total_iterations = total_iterations
        self.losses = []

    def y_hat(self, X, W):
        """W' X, (1, m)."""
        return W.T @ X

    def loss(self, y_hat, y):
        """(1/m) sum (y_hat - y)^2, as a float."""
        m = y.shape[1]
        return float(np.sum((y_hat - y) ** 2) / m)

    def gradient_descent(self, W, X, y, y_hat):
        """One step: W - learning_rate (2/m) X (y_hat - y)', a new array."""
        m = y.shape[1]
        dW = (2 / m) * X @ (y_hat - y).T
        return W - self.learning_rate * dW

    def fit(self, X, y):
        """Fit from zeros; returns W (n + 1, 1), the intercept first.

        self.losses holds one value before each update.
        """
        self.losses = []
        X = add_intercept(X)
        W = np.zeros((X.shape[0], 1))
        for i in range(self.total_iterations):
            y_hat = self.y_hat(X, W)
            self.losses.append(self.loss(y_hat, y))
            W = self.gradient_descent(W, X, y, y_hat)
        return W
