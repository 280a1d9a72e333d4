"""Sums X * error over everything, giving one number for W; right for D = 1, wrong for D > 1."""

import numpy as np


def gradients(X, y, y_hat):
    N = len(y)
    dW = (2 / N) * np.sum((y_hat - y) * X)
    db = (2 / N) * np.sum(y_hat - y)
    return np.array([[dW]]), np.array([db])
