"""Methods made by closures in the constructor."""

import numpy as np


def add_intercept(X):
    rows = [[1.0] * X.shape[1]]
    rows.extend(X.tolist())
    return np.array(rows)


class LinearRegression:
    def __init__(self, learning_rate=0.01, total_iterations=10_000):
        def gradient_descent(W, X, y, y_hat):
            m = y.shape[1]
            return np.subtract(W, learning_rate * 2.0 / m * X.dot((y_hat - y).T))

        def fit(X, y):
            X = add_intercept(X)
            W = np.zeros([X.shape[0], 1])
            self.losses = []
            for _ in range(total_iterations):
                prediction = self.y_hat(X, W)
                self.losses.append(self.loss(prediction, y))
                W = gradient_descent(W, X, y, prediction)
            return W

        self.gradient_descent = gradient_descent
        self.fit = fit
        self.y_hat = lambda X, W: W.T.dot(X)
        self.loss = lambda y_hat, y: ((y_hat - y) ** 2).sum() / y.shape[1]
