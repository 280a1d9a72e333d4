"""`std or 1` in a comprehension over columns."""

import numpy as np


def standardize(data, mean, std):
    return np.column_stack([(c - m) / (s or 1) for c, m, s in zip(data.T, mean, std)])
