"""The statistics module, a column at a time."""

import statistics

import numpy as np


def fit_scaler(X):
    columns = X.T.tolist()
    mean = np.array([statistics.fmean(c) for c in columns])
    std = np.array([statistics.pstdev(c) for c in columns])
    return mean, std
