"""Uses the global np.random.randn as the lesson does, so the given rng is ignored."""

import numpy as np


def init_weights(input_dim, output_dim, rng):
    W = 0.01 * np.random.randn(input_dim, output_dim)
    b = np.zeros(output_dim)
    return W, b
