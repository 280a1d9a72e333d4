"""Divides by 2N as in the textbook cost J, so the loss is half the MSE, for every input."""

import numpy as np


def mse_loss(y, y_hat):
    N = len(y)
    return np.sum((y_hat - y) ** 2) / (2 * N)
