"""Returns std, mean instead of mean, std, for every input whose two differ."""

import numpy as np


def fit_scaler(X):
    return np.std(X, axis=0), np.mean(X, axis=0)
