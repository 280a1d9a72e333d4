"""Evaluates X W without the bias; shows for any b that is not 0."""

import numpy as np


def evaluate(X, y, W, b):
    y_hat = X @ W
    return float(np.mean((y - y_hat) ** 2))
