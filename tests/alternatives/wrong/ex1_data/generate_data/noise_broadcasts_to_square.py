"""Adds a flat (N,) noise to the column X, so y comes out (N, N) for every N > 1."""

import numpy as np


def generate_data(num_samples, rng):
    X = np.arange(num_samples, dtype=float).reshape(-1, 1)
    noise = rng.uniform(-10, 20, size=num_samples)
    y = 3.5 * X + noise
    return X, y
