"""Returns the variance in place of the standard deviation, wherever it is neither 0 nor 1."""

import numpy as np


def fit_scaler(X):
    mean = np.sum(X, axis=0) / len(X)
    std = np.sum((X - mean) ** 2, axis=0) / len(X)
    return mean, std
