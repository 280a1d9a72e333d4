"""One draw per weight, in loops."""

import numpy as np


def init_weights(input_dim, output_dim, rng):
    W = np.empty((input_dim, output_dim))
    b = np.empty(output_dim)
    for i in range(input_dim):
        for k in range(output_dim):
            W[i][k] = 0.01 * rng.normal()
    for k in range(output_dim):
        b[k] = 0.0
    return W, b
