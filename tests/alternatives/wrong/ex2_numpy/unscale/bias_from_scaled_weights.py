"""Subtracts X_mean times the still scaled W in the bias; shows wherever X_mean is not 0."""

import numpy as np


def unscale(W, b, X_mean, X_std, y_mean, y_std):
    b_orig = b * y_std + y_mean - X_mean @ W
    W_orig = W * y_std / X_std[:, np.newaxis]
    return W_orig, b_orig
