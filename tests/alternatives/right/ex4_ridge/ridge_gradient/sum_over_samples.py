"""One sample's gradient after the other."""

import numpy as np


def ridge_gradient(X, y, W, lam):
    gradient = lam * W
    for x, target in zip(X, y):
        x = x.reshape(-1, 1)
        gradient = gradient + x * (x.T @ W - target)
    return gradient
