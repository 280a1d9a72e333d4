"""Leaves out both halves, so the loss is twice what it should be, for every nonzero loss."""

import numpy as np


def ridge_loss(X, y, W, lam):
    error = X @ W - y
    return float(np.sum(error ** 2) + lam * np.sum(W ** 2))
