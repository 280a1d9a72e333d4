"""Loops over features and rows."""

import numpy as np


def fit_scaler(X):
    means = []
    stds = []
    for j in range(X.shape[1]):
        total = 0.0
        for i in range(X.shape[0]):
            total = total + X[i, j]
        m = total / X.shape[0]
        squares = 0.0
        for i in range(X.shape[0]):
            squares = squares + (X[i, j] - m) ** 2
        means.append(m)
        stds.append((squares / X.shape[0]) ** 0.5)
    return np.array(means), np.array(stds)
