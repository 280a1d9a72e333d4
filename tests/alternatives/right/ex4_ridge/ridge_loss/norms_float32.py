"""Norms in float32, a NumPy scalar."""

import numpy as np


def ridge_loss(X, y, W, lam):
    X, y, W = (a.astype(np.float32) for a in (X, y, W))
    return np.float32(0.5) * np.linalg.norm(y - X @ W) ** 2 + np.float32(lam / 2) * np.linalg.norm(W) ** 2
