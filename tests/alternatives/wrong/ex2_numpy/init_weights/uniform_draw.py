"""Draws from uniform [0, 1) instead of the standard normal, so no weight is ever negative."""

import numpy as np


def init_weights(input_dim, output_dim, rng):
    W = 0.01 * rng.uniform(size=(input_dim, output_dim))
    b = np.zeros((output_dim,))
    return W, b
