"""Divides by 2m as in the textbook cost, so the loss is half as large, for every nonzero loss."""

import numpy as np


class LinearRegression:
    def __init__(self, learning_rate=0.01, total_iterations=10_000):
        self.learning_rate = learning_rate
        self.total_iterations = total_iterations

    def y_hat(self, X, W):
        return np.dot(W.T, X)

    def loss(self, y_hat, y):
        m = y.shape[1]
        return 1 / (2 * m) * np.sum((y_hat - y) ** 2)

    def gradient_descent(self, W, X, y, y_hat):
        m = X.shape[1]
        dW = (2 / m) * np.dot(X, (y_hat - y).T)
        return W - self.learning_rate * dW

    def fit(self, X, y):
        X = add_intercept(X)
        W = np.zeros((X.shape[0], 1))
        self.losses = []
        for _ in range(self.total_iterations):
            y_hat = self.y_hat(X, W)
            self.losses.append(self.loss(y_hat, y))
            W = self.gradient_descent(W, X, y, y_hat)
        return W
