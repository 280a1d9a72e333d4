"""Unit 5: linear regression with a design matrix, one column per example."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


def add_intercept(X: FloatArray) -> FloatArray:
    """A row of ones on top: (n, m) -> (n + 1, m)."""
    return np.vstack([np.ones((1, X.shape[1])), X])


@dataclass
class LinearRegression:
    """Linear regression by gradient descent."""

    learning_rate: float = 0.01
    total_iterations: int = 10_000
    losses: list[float] = field(default_factory=list, init=False, repr=False)

    def y_hat(self, X: FloatArray, W: FloatArray) -> FloatArray:
        return W.T @ X

    def loss(self, y_hat: FloatArray, y: FloatArray) -> float:
        return float(np.mean(np.square(y_hat - y)))

    def gradient_descent(self, W: FloatArray, X: FloatArray, y: FloatArray, y_hat: FloatArray) -> FloatArray:
        gradient = (2.0 / X.shape[1]) * X @ (y_hat - y).T
        return W - self.learning_rate * gradient

    def fit(self, X: FloatArray, y: FloatArray) -> FloatArray:
        design = add_intercept(X)
        W = np.zeros((design.shape[0], 1))
        self.losses = []
        for _ in range(self.total_iterations):
            y_hat = self.y_hat(design, W)
            self.losses.append(self.loss(y_hat, y))
            W = self.gradient_descent(W, design, y, y_hat)
        return W
