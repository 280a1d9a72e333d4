"""np.polyval in float32."""

import numpy as np


def sample_line(num_samples, slope, intercept, rng):
    x = rng.uniform(low=0.0, high=1.0, size=num_samples).astype(np.float32)
    noise = 0.25 * rng.standard_normal(num_samples)
    return x, (np.polyval([slope, intercept], x) + noise).astype(np.float32)
