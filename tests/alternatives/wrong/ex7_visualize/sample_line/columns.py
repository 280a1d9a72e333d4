"""Returns x and y as columns (N, 1) instead of 1-D, for every N."""


def sample_line(num_samples, slope, intercept, rng):
    x = rng.uniform(size=(num_samples, 1))
    y = slope * x + intercept + rng.standard_normal((num_samples, 1)) / 4
    return x, y
