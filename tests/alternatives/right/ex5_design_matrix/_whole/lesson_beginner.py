"""The lesson's style with comments and prints."""

import numpy as np

# ----------------- Linear Regression from scratch -----------------


def add_intercept(X):
    # adding a row of ones to X
    m = X.shape[1]
    intercept = np.ones((1, m))
    X = np.concatenate((intercept, X), axis=0)
    print("new shape of X:", X.shape)
    return X


class LinearRegression:
    """My linear regression."""

    def __init__(self, learning_rate=0.01, total_iterations=10_000):
        self.learning_rate = learning_rate
        self.total_iterations = total_iterations

    def y_hat(self, X, W):
        return np.dot(W.T, X)

    def loss(self, y_hat, y):
        L = 1 / self.m_of(y) * np.sum(np.square(y_hat - y))
        return L

    def m_of(self, y):
        return y.shape[1]

    def gradient_descent(self, W, X, y, y_hat):
        derivative = 2 / self.m_of(y) * np.dot(X, (y_hat - y).T)
        new_W = W - self.learning_rate * derivative
        return new_W

    def main(self, X, y):
        X = add_intercept(X)
        W = np.zeros((X.shape[0], 1))
        losses = []
        for i in range(self.total_iterations):
            y_hat = self.y_hat(X, W)
            loss = self.loss(y_hat, y)
            losses.append(loss)
            if i % 5000 == 0:
                print("iteration", i, "loss", loss)
            W = self.gradient_descent(W, X, y, y_hat)
        self.losses = losses
        return W

    def fit(self, X, y):
        return self.main(X, y)
