"""Uses the lasso penalty sum abs(W) instead of the squares; shows where lam > 0."""

import numpy as np


def ridge_loss(X, y, W, lam):
    error = X @ W - y
    return 0.5 * float((error ** 2).sum()) + 0.5 * lam * float(np.abs(W).sum())
