"""Takes 0.01 as the variance, so the weights have deviation 0.1, for any rng."""

import numpy as np


def init_weights(input_dim, output_dim, rng):
    W = rng.normal(0, np.sqrt(0.01), size=(input_dim, output_dim))
    return W, np.zeros(output_dim)
