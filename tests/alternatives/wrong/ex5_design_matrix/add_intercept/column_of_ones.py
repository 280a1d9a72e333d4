"""Puts the ones on the left as a column, giving (n, m + 1), as for row-major data."""

import numpy as np


def add_intercept(X):
    ones = np.ones((X.shape[0], 1))
    return np.hstack([ones, X])
