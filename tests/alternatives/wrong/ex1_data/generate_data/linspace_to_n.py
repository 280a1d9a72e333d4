"""Spaces X by N / (N - 1) with linspace up to N instead of 0, 1, ..., N - 1, for every N > 1."""

import numpy as np


def generate_data(num_samples, rng):
    X = np.linspace(0, num_samples, num_samples).reshape(-1, 1)
    y = 3.5 * X + rng.uniform(-10, 20, size=(num_samples, 1))
    return X, y
