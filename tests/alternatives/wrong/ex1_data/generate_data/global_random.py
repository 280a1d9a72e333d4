"""Uses the global np.random instead of rng, so the same rng seed does not give the same targets."""

import numpy as np


def generate_data(num_samples, rng):
    X = np.arange(num_samples, dtype=float).reshape(-1, 1)
    noise = np.random.uniform(-10, 20, size=(num_samples, 1))
    return X, 3.5 * X + noise
