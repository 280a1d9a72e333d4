"""Sorts x for a nicer plot after y was made, so points no longer belong together."""

import numpy as np


def sample_line(num_samples, slope, intercept, rng):
    x = rng.uniform(size=num_samples)
    y = slope * x + intercept + rng.standard_normal(num_samples) / 4
    return np.sort(x), y
