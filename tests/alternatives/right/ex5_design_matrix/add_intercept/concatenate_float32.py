"""concatenate in float32."""

import numpy as np


def add_intercept(X):
    ones = np.ones_like(X[:1], dtype=np.float32)
    return np.concatenate((ones, X.astype(np.float32)), axis=0)
