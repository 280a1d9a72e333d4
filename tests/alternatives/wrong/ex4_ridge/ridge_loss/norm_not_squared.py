"""Penalizes the norm of W instead of its square; shows where lam > 0 and the norm is neither 0 nor 1."""

import numpy as np


def ridge_loss(X, y, W, lam):
    error = X @ W - y
    return 0.5 * np.sum(error ** 2) + 0.5 * lam * np.linalg.norm(W)
