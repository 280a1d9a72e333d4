"""Computes data - mean / std without parentheses, wherever std is not 1 or data not 0."""

import numpy as np


def standardize(data, mean, std):
    std = np.where(std == 0, 1.0, std)
    return data - mean / std
