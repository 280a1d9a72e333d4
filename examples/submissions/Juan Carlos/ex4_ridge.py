"""Unit 4: regularization."""

import numpy as np


def ridge_loss(X, y, W, lam):
    """1/2 sum (X W - y)^2 + lam/2 W'W, as a float."""
    total = 0.0
    for i in range(X.shape[0]):
        prediccion = 0.0
        for j in range(X.shape[1]):
            prediccion = prediccion + X[i, j] * W[j, 0]
        total = total + (prediccion - y[i, 0]) ** 2
    castigo = 0.0
    for j in range(W.shape[0]):
        castigo = castigo + W[j, 0] ** 2
    return total / 2 + lam / 2 * castigo


def ridge_gradient(X, y, W, lam):
    """X'(X W - y) + lam W, shape (D, 1)."""
    error = X @ W - y
    gradiente = np.zeros((X.shape[1], 1))
    for j in range(X.shape[1]):
        gradiente[j, 0] = (X[:, j] * error[:, 0]).sum() + lam * W[j, 0]
    return gradiente


def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    """Gradient descent on the ridge loss. losses[t] is before update t. Returns W, losses."""
    losses = []
    W_actual = W.copy()
    for epoca in range(num_epochs):
        losses.append(ridge_loss(X, y, W_actual, lam))
        W_actual = W_actual - learning_rate * ridge_gradient(X, y, W_actual, lam)
    print("entrenado,", num_epochs, "epocas")
    return W_actual, losses


def eliminacion_gauss(A, c):
    """Resuelve A w = c, como en clase de algebra (con pivote)."""
    n = len(A)
    A = A.copy()
    c = c.copy()
    for k in range(n):
        # la fila con el numero mas grande va arriba
        fila = k
        for i in range(k, n):
            if abs(A[i, k]) > abs(A[fila, k]):
                fila = i
        A[[k, fila]] = A[[fila, k]]
        c[[k, fila]] = c[[fila, k]]
        for i in range(k + 1, n):
            factor = A[i, k] / A[k, k]
            A[i] = A[i] - factor * A[k]
            c[i] = c[i] - factor * c[k]
    w = np.zeros(n)
    for i in range(n - 1, -1, -1):
        suma = c[i]
        for j in range(i + 1, n):
            suma = suma - A[i, j] * w[j]
        w[i] = suma / A[i, i]
    return w


def solve_ridge(X, y, lam):
    """The closed form, (D, 1). With lam > 0 it also works where D > N."""
    A = X.T @ X
    for j in range(len(A)):
        A[j, j] = A[j, j] + lam
    w = eliminacion_gauss(A, (X.T @ y)[:, 0])
    return w.reshape(-1, 1)


def elastic_net_penalty(W, l1, l2):
    """l1 sum abs(W) + l2/2 sum W^2, as a float."""
    suma1 = 0.0
    suma2 = 0.0
    for j in range(len(W)):
        suma1 = suma1 + abs(W[j, 0])
        suma2 = suma2 + W[j, 0] ** 2
    return l1 * suma1 + l2 / 2 * suma2


def elastic_net_subgradient(W, l1, l2):
    """l1 sign(W) + l2 W, with sign(0) = 0, shape (D, 1)."""
    resultado = np.zeros(W.shape)
    for j in range(len(W)):
        if W[j, 0] > 0:
            signo = 1
        elif W[j, 0] < 0:
            signo = -1
        else:
            signo = 0
        resultado[j, 0] = l1 * signo + l2 * W[j, 0]
    return resultado
