"""from numpy import *, as short as it gets."""

from numpy import *


def add_intercept(X):
    return vstack([ones(X.shape[1]), X])


class LinearRegression:
    def __init__(s, learning_rate=0.01, total_iterations=10_000):
        s.a, s.T = learning_rate, total_iterations

    def y_hat(s, X, W):
        return W.T @ X

    def loss(s, p, y):
        return mean((p - y) ** 2)

    def gradient_descent(s, W, X, y, p):
        return W - s.a * 2 / size(y) * X @ (p - y).T

    def fit(s, X, y):
        A, s.losses = add_intercept(X), []
        W = zeros((len(A), 1))
        for _ in range(s.T):
            s.losses.append(s.loss(p := s.y_hat(A, W), y))
            W = s.gradient_descent(W, A, y, p)
        return W
