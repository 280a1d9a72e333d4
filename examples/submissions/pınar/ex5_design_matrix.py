"""Unit 5: the design matrix. Here X is (n, m), y (1, m) and W (n, 1): one column per example."""

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, RegressorMixin


def add_intercept(X):
    """A row of ones on top: (n, m) -> (n + 1, m)."""
    df = pd.DataFrame(X.T)
    df.insert(0, "intercept", 1.0)
    return df.to_numpy().T


class LinearRegression(RegressorMixin, BaseEstimator):
    """Linear regression by gradient descent."""

    def __init__(self, learning_rate=0.01, total_iterations=10_000):
        self.learning_rate = learning_rate
        self.total_iterations = total_iterations

    def y_hat(self, X, W):
        return W.T.dot(X)

    def loss(self, y_hat, y):
        return np.mean((y_hat - y) ** 2)

    def gradient_descent(self, W, X, y, y_hat):
        m = X.shape[1]
        return W - self.learning_rate * (2 / m) * X.dot((y_hat - y).T)

    def fit(self, X, y):
        X = add_intercept(X)
        W = np.zeros((X.shape[0], 1))
        losses = np.empty(self.total_iterations)
        for i in range(self.total_iterations):
            y_hat = self.y_hat(X, W)
            losses[i] = self.loss(y_hat, y)
            W = self.gradient_descent(W, X, y, y_hat)
        self.losses = losses.tolist()
        self.intercept_, self.coef_ = W[0, 0], W[1:, 0]
        return W
