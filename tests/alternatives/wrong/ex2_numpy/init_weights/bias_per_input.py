"""Gives b one entry per input feature instead of per output; right where D = K only."""

import numpy as np


def init_weights(input_dim, output_dim, rng):
    W = 0.01 * rng.standard_normal(size=(input_dim, output_dim))
    b = np.zeros(input_dim)
    return W, b
