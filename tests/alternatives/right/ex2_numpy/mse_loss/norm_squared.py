"""The squared norm."""

import numpy as np


def mse_loss(y, y_hat):
    N, _ = y.shape
    return float(np.linalg.norm(y - y_hat) ** 2 / N)
