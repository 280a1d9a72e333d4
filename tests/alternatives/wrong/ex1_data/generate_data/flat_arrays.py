"""Returns X and y as (N,) instead of columns (N, 1), for every N."""

import numpy as np


def generate_data(num_samples, rng):
    X = np.arange(num_samples, dtype=float)
    y = 3.5 * X + rng.uniform(-10, 20, size=num_samples)
    return X, y
