"""ridge_loss uses lam instead of lam/2, and solve_ridge uses lam/2 instead of lam; both show for lam > 0."""

import numpy as np


def ridge_loss(X, y, W, lam):
    return 0.5 * np.sum((X @ W - y) ** 2) + lam * np.sum(W ** 2)


def solve_ridge(X, y, lam):
    d = X.shape[1]
    return np.linalg.solve(X.T @ X + lam / 2 * np.eye(d), X.T @ y)
