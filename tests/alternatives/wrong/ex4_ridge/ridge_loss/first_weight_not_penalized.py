"""Leaves W[0] out of the penalty as if it were an intercept; shows where lam > 0 and W[0] is not 0."""

import numpy as np


def ridge_loss(X, y, W, lam):
    residual = X @ W - y
    return 0.5 * np.sum(residual ** 2) + lam / 2 * np.sum(W[1:] ** 2)
