"""Takes x from linspace instead of drawing it uniformly from rng, for any rng."""

import numpy as np


def sample_line(num_samples, slope, intercept, rng):
    x = np.linspace(0, 1, num_samples)
    y = slope * x + intercept + rng.standard_normal(num_samples) / 4
    return x, y
