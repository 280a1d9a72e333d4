"""(X'X + lam I) W - X'y."""

import numpy as np


def ridge_gradient(X, y, W, lam):
    XtX = np.dot(X.T, X)
    Xty = np.dot(X.T, y)
    identity = np.identity(X.shape[1])
    return np.dot(XtX + lam * identity, W) - Xty
