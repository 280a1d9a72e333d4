"""Subtracts and divides in place, so the caller's data is changed, for every input."""

import numpy as np


def standardize(data, mean, std):
    safe = np.where(std == 0, 1.0, std)
    data -= mean
    data /= safe
    return data
