"""Drawn as (K, D) and transposed."""

import numpy as np


def init_weights(input_dim, output_dim, rng):
    W = 0.01 * rng.standard_normal(size=(output_dim, input_dim)).T
    return W, np.zeros_like(W[0])
