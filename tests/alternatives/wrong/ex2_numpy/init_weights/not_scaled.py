"""Forgets the factor 0.01, so the weights are standard normal, for any rng."""

import numpy as np


def init_weights(input_dim, output_dim, rng):
    W = rng.standard_normal((input_dim, output_dim))
    b = np.zeros(output_dim)
    return W, b
