"""The lesson's class, verbose, with prints."""

import numpy as np


class LinearRegression:
    def __init__(self, learning_rate=0.01, total_iterations=10_000):
        self.learning_rate = learning_rate
        self.total_iterations = total_iterations
        self.losses = []

    def y_hat(self, X, W):
        W_transposed = W.T
        prediction = np.dot(W_transposed, X)
        return prediction

    def loss(self, y_hat, y):
        m = y.shape[1]
        difference = y_hat - y
        L = 1 / m * np.sum(np.power(difference, 2))
        return L

    def gradient_descent(self, W, X, y, y_hat):
        m = y.shape[1]
        derivative = 2 / m * np.dot(X, (y_hat - y).T)
        W = W - self.learning_rate * derivative
        return W

    def fit(self, X, y):
        X = add_intercept(X)
        n = X.shape[0]
        W = np.zeros((n, 1))
        self.losses = []
        for it in range(self.total_iterations + 1):
            if it == self.total_iterations:
                break
            y_hat = self.y_hat(X, W)
            loss = self.loss(y_hat, y)
            self.losses.append(loss)
            if it % 2000 == 0:
                print(f"Loss at iteration {it} is {loss}")
            W = self.gradient_descent(W, X, y, y_hat)
        return W
