"""A lambda assigned to the name, with a walrus."""

import numpy as np

generate_data = lambda num_samples, rng: (
    (X := np.array(range(num_samples), float).reshape(num_samples, 1)),
    X * 7 / 2 + rng.uniform(-10, 20, (num_samples, 1)),
)
