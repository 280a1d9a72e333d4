"""np.pad above."""

import numpy as np


def add_intercept(X):
    return np.pad(X, pad_width=((1, 0), (0, 0)), mode="constant", constant_values=1.0)
