"""scipy's Cholesky factor."""

import numpy as np
from scipy.linalg import cho_factor, cho_solve


def solve_ridge(X, y, lam):
    gram = X.T @ X
    gram[np.diag_indices_from(gram)] += lam
    return cho_solve(cho_factor(gram), X.T @ y)
