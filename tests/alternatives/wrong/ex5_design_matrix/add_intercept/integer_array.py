"""Copies X into an array of int ones, so all fractions are cut off; right for whole numbers only."""

import numpy as np


def add_intercept(X):
    n, m = X.shape
    result = np.ones((n + 1, m), dtype=int)
    result[1:] = X
    return result
