"""A flat draw divided by 100 and reshaped; b from a list."""

import numpy as np


def init_weights(n_in, n_out, generator):
    flat = generator.standard_normal(n_in * n_out) / 100
    return [flat.reshape((n_in, n_out)), np.array([0.0] * n_out)]
