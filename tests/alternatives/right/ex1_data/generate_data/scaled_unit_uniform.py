"""Noise as -10 + 30 u, linspace for X, a list as the answer."""

import numpy as np


def generate_data(num_samples, rng):
    X = np.linspace(0, num_samples - 1, num_samples)[:, None]
    y = 3.5 * X + (-10 + 30 * rng.uniform(size=(num_samples, 1)))
    return [X, y]
