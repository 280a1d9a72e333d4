"""Appends the row of ones below X instead of above, for every X that is not all ones."""

import numpy as np


def add_intercept(X):
    return np.vstack([X, np.ones((1, X.shape[1]))])
