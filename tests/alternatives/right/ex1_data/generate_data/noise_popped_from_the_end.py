"""The noise is popped from a list, so its order is reversed."""

import numpy as np


def generate_data(num_samples, rng):
    noise = list(rng.uniform(-10, 20, num_samples))
    X = np.array([[float(i)] for i in range(num_samples)])
    y = np.array([[3.5 * i + noise.pop()] for i in range(num_samples)])
    return X, y
