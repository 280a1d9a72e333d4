"""Multiplies x by the intercept and adds the slope; right only where the two are equal."""


def sample_line(num_samples, slope, intercept, rng):
    x = rng.uniform(size=num_samples)
    y = intercept * x + slope + rng.standard_normal(num_samples) / 4
    return x, y
