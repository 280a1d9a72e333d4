"""Adds a row of zeros instead of ones, for every X."""

import numpy as np


def add_intercept(X):
    n, m = X.shape
    return np.concatenate([np.zeros((1, m)), X], axis=0)
