"""A float32 scalar."""

import numpy as np


def mse_loss(y, y_hat):
    squared = np.square(y.astype(np.float32) - y_hat.astype(np.float32))
    return squared.sum() / np.float32(len(squared))
