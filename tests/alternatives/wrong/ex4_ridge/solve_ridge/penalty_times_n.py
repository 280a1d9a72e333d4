"""Multiplies lam by N as for a mean of squares, for every lam > 0 and N > 1."""

import numpy as np


def solve_ridge(X, y, lam):
    n, d = X.shape
    return np.linalg.solve(X.T @ X + n * lam * np.eye(d), X.T @ y)
