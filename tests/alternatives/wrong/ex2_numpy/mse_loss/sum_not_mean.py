"""Sums the squared errors without dividing by N, for every N > 1."""

import numpy as np


def mse_loss(y, y_hat):
    return float(np.sum((y - y_hat) ** 2))
