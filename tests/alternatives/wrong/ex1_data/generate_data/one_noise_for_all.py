"""Draws a single noise value and adds it to every target, so all points lie on one line for every N > 1."""

import numpy as np


def generate_data(num_samples, rng):
    X = np.arange(num_samples, dtype=float).reshape(-1, 1)
    y = 3.5 * X + rng.uniform(-10, 20)
    return X, y
