"""rng.normal with loc and scale."""

import numpy as np


def init_weights(input_dim, output_dim, rng):
    W = rng.normal(loc=0.0, scale=0.01, size=(input_dim, output_dim))
    b = np.zeros((output_dim,))
    return W, b
