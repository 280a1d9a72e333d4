"""Draws a single noise value for all points, so they lie exactly on one line, for every N > 1."""


def sample_line(num_samples, slope, intercept, rng):
    x = rng.uniform(size=num_samples)
    y = slope * x + intercept + rng.standard_normal() / 4
    return x, y
