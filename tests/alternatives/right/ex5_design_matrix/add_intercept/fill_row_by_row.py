"""An empty array, filled in loops."""

import numpy as np


def add_intercept(X):
    n, m = X.shape
    new_X = np.zeros((n + 1, m))
    for column in range(m):
        new_X[0, column] = 1
        for row in range(n):
            new_X[row + 1, column] = X[row, column]
    return new_X
