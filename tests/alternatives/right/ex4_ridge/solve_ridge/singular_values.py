"""The SVD with filter factors."""

import numpy as np


def solve_ridge(X, y, lam):
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    kept = s > 0
    factors = np.zeros_like(s)
    factors[kept] = s[kept] / (s[kept] ** 2 + lam)
    return Vt.T @ (factors[:, None] * (U.T @ y))
