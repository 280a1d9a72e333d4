"""rng.normal with scale 0.25."""

def sample_line(num_samples, slope, intercept, rng):
    x = rng.uniform(0, 1, num_samples)
    noise = rng.normal(0, 0.25, size=num_samples)
    y = slope * x + intercept + noise
    return x, y
