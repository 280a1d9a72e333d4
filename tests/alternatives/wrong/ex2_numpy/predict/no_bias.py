"""Leaves the bias out; shows for any b that is not 0."""

import numpy as np


def predict(X, W, b):
    return np.matmul(X, W)
