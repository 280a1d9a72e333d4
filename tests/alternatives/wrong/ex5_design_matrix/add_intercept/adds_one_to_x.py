"""Adds 1 to every entry instead of adding a row of ones, so the shape stays (n, m)."""

import numpy as np


def add_intercept(X):
    return X + np.ones(X.shape)
