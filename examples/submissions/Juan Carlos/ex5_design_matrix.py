"""Unit 5: the design matrix. Here X is (n, m), y (1, m) and W (n, 1): one column per example."""

import numpy as np


def add_intercept(X):
    """A row of ones on top: (n, m) -> (n + 1, m)."""
    n = X.shape[0]
    m = X.shape[1]
    resultado = np.zeros((n + 1, m))
    for i in range(m):
        resultado[0, i] = 1.0
    for j in range(n):
        resultado[j + 1, :] = X[j, :]
    return resultado


class LinearRegression:
    """Linear regression by gradient descent."""

    def __init__(self, learning_rate=0.01, total_iterations=10_000):
        self.paso = learning_rate
        self.iteraciones = total_iterations
        self.losses = []

    def y_hat(self, X, W):
        # sumo fila por fila (fila = caracteristica)
        resultado = np.zeros((1, X.shape[1]))
        for j in range(X.shape[0]):
            resultado[0, :] = resultado[0, :] + W[j, 0] * X[j, :]
        return resultado

    def loss(self, y_hat, y):
        # con un bucle por ejemplo tardaba demasiado, aqui uso numpy
        m = y.shape[1]
        return ((y_hat - y) ** 2).sum() / m

    def gradient_descent(self, W, X, y, y_hat):
        m = y.shape[1]
        error = y_hat - y
        W_nuevo = np.zeros(W.shape)
        for j in range(W.shape[0]):
            derivada = 2 / m * (X[j, :] * error[0, :]).sum()
            W_nuevo[j, 0] = W[j, 0] - self.paso * derivada
        return W_nuevo

    def fit(self, X, y):
        self.losses = []
        X1 = add_intercept(X)
        W = np.zeros((X1.shape[0], 1))
        for i in range(self.iteraciones):
            y_hat = self.y_hat(X1, W)
            perdida = self.loss(y_hat, y)
            self.losses.append(perdida)
            if i % 1000 == 0:
                print("iteracion", i, "perdida", perdida)
            W = self.gradient_descent(W, X1, y, y_hat)
        return W
