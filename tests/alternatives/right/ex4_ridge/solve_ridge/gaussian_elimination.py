"""Gauss-Jordan elimination with pivots, in loops."""

import numpy as np


def _gaussian_elimination_solve(A, c):
    n = len(A)
    M = [list(map(float, A[i])) + [float(c[i, 0])] for i in range(n)]
    for k in range(n):
        pivot = max(range(k, n), key=lambda i: abs(M[i][k]))
        M[k], M[pivot] = M[pivot], M[k]
        M[k] = [v / M[k][k] for v in M[k]]
        for i in range(n):
            if i != k:
                factor = M[i][k]
                M[i] = [a - factor * b for a, b in zip(M[i], M[k])]
    return [row[-1] for row in M]


def solve_ridge(X, y, lam):
    D = X.shape[1]
    A = X.T @ X
    for j in range(D):
        A[j, j] = A[j, j] + lam
    w = _gaussian_elimination_solve(A, X.T @ y)
    return np.array(w).reshape(D, 1)
