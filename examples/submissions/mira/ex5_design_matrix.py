"""Unit 5: the design matrix. Here X is (n, m), y (1, m) and W (n, 1): one column per example."""

import numpy as np
import torch
import torch.nn.functional as F


def t32(a):
    return torch.as_tensor(np.asarray(a), dtype=torch.float32)


def add_intercept(X):
    """A row of ones on top: (n, m) -> (n + 1, m)."""
    return F.pad(t32(X), (0, 0, 1, 0), value=1.0).numpy()


class LinearRegression:
    """Linear regression by gradient descent."""

    def __init__(self, learning_rate=0.01, total_iterations=10_000):
        self.learning_rate = learning_rate
        self.total_iterations = total_iterations
        self.losses = []

    def y_hat(self, X, W):
        return (t32(W).T @ t32(X)).numpy()

    def loss(self, y_hat, y):
        return F.mse_loss(t32(y_hat), t32(y)).item()

    def gradient_descent(self, W, X, y, y_hat):
        grad = 2.0 / t32(y).shape[1] * t32(X) @ (t32(y_hat) - t32(y)).T
        return (t32(W) - self.learning_rate * grad).numpy()

    def fit(self, X, y):
        self.losses = []
        X, y = add_intercept(X), t32(y).numpy()
        W = np.zeros((X.shape[0], 1), dtype=np.float32)
        for _ in range(self.total_iterations):
            y_hat = self.y_hat(X, W)
            self.losses.append(self.loss(y_hat, y))
            W = self.gradient_descent(W, X, y, y_hat)
        return W
