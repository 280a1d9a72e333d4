"""E[x^2] - E[x]^2, kept above zero."""

import numpy as np


def fit_scaler(X):
    first, second = X.mean(axis=0), np.square(X).mean(axis=0)
    return first, np.sqrt(np.maximum(second - first**2, 0.0))
