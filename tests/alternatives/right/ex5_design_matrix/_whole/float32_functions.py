"""float32, plain functions behind the methods."""

import numpy as np

DTYPE = np.float32


def add_intercept(X):
    out = np.ones((X.shape[0] + 1, X.shape[1]), dtype=DTYPE)
    out[1:] = X
    return out


def _predict(X, W):
    return np.asarray(W, DTYPE).T @ np.asarray(X, DTYPE)


def _loss(y_hat, y):
    e = np.asarray(y_hat, DTYPE) - np.asarray(y, DTYPE)
    return (e * e).mean()


def _step(W, X, y, y_hat, learning_rate):
    e = np.asarray(y_hat, DTYPE) - np.asarray(y, DTYPE)
    slope = np.asarray(X, DTYPE) @ e.T
    return np.asarray(W, DTYPE) - DTYPE(2 * learning_rate / e.shape[1]) * slope


class LinearRegression:
    def __init__(self, learning_rate=0.01, total_iterations=10_000):
        self.learning_rate = learning_rate
        self.total_iterations = total_iterations

    def y_hat(self, X, W):
        return _predict(X, W)

    def loss(self, y_hat, y):
        return _loss(y_hat, y)

    def gradient_descent(self, W, X, y, y_hat):
        return _step(W, X, y, y_hat, self.learning_rate)

    def fit(self, X, y):
        X, y = add_intercept(X), y.astype(DTYPE)
        W = np.zeros((X.shape[0], 1), dtype=DTYPE)
        self.losses = np.zeros(self.total_iterations, dtype=DTYPE)
        for t in range(self.total_iterations):
            y_hat = _predict(X, W)
            self.losses[t] = _loss(y_hat, y)
            W = _step(W, X, y, y_hat, self.learning_rate)
        return W
