"""One product with a column of ones, then split."""

import numpy as np


def gradients(X, y, y_hat):
    A = np.c_[X, np.ones(len(X))]
    g = A.T @ (y_hat - y) * 2 / len(A)
    return g[:-1], g[-1]
