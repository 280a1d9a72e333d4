"""Prints the loss and returns None, for every input."""

import numpy as np


def mse_loss(y, y_hat):
    loss = np.mean((y - y_hat) ** 2)
    print(f"loss: {loss:.3f}")
