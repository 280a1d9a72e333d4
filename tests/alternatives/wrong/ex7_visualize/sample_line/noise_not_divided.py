"""Adds standard normal noise without dividing it by 4, for any rng."""


def sample_line(num_samples, slope, intercept, rng):
    x = rng.uniform(0, 1, size=num_samples)
    y = slope * x + intercept + rng.standard_normal(num_samples)
    return x, y
