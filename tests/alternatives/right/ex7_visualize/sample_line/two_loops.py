"""Two loops of single draws, all of x first."""

import numpy as np


def sample_line(num_samples, slope, intercept, rng):
    x = []
    for i in range(num_samples):
        x.append(rng.uniform())
    y = []
    for x_i in x:
        noise = rng.normal() / 4
        y_i = slope * x_i + intercept + noise
        y.append(y_i)
    x = np.array(x)
    y = np.array(y)
    print(x.shape, y.shape)
    return x, y
