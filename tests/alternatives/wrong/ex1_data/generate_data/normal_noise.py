"""Draws normal noise with mean -10 and deviation 20 instead of uniform in [-10, 20); shows for any rng."""

import numpy as np


def generate_data(num_samples, rng):
    X = np.arange(num_samples, dtype=float).reshape(-1, 1)
    y = 3.5 * X + rng.normal(-10, 20, size=(num_samples, 1))
    return X, y
