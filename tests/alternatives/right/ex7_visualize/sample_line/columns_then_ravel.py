"""Drawn as columns, flattened at the end; a list."""

def sample_line(num_samples, slope, intercept, rng):
    x = rng.uniform(size=(num_samples, 1))
    y = intercept + slope * x + rng.standard_normal((num_samples, 1)) / 4
    return [x.ravel(), y.ravel()]
