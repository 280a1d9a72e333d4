"""Ignores the given mean and std and uses those of data itself; shows on validation and test data."""

import numpy as np


def standardize(data, mean, std):
    mean = data.mean(axis=0)
    std = data.std(axis=0)
    std = np.where(std == 0, 1, std)
    return (data - mean) / std
