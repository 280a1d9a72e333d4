"""Least squares on augmented rows."""

import numpy as np


def solve_ridge(X, y, lam):
    D = X.shape[1]
    A = np.r_[X, lam**0.5 * np.eye(D)]
    t = np.r_[y, np.zeros((D, 1))]
    W, *_ = np.linalg.lstsq(A, t, rcond=None)
    return W
