"""One pass over the rows (Welford)."""

import numpy as np


def fit_scaler(X):
    mean = np.zeros(X.shape[1])
    m2 = np.zeros_like(mean)
    for count, row in enumerate(X, start=1):
        delta = row - mean
        mean = mean + delta / count
        m2 = m2 + delta * (row - mean)
    return mean, np.sqrt(m2 / len(X))
