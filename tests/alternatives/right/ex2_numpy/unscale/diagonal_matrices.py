"""Matrices: inv(diag(X_std)) W y_std."""

import numpy as np


def unscale(W, b, X_mean, X_std, y_mean, y_std):
    S = np.diag(1 / X_std)
    w = S @ W @ np.diag(y_std)
    return w, y_mean + y_std * (b - X_mean @ S @ W)
