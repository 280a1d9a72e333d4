"""Puts a ReLU on the output, so every negative prediction becomes 0."""

import numpy as np


def predict(X, W, b):
    return np.maximum(X @ W + b, 0)
