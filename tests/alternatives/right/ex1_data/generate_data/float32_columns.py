"""Everything in float32."""

import numpy as np


def generate_data(n, gen):
    X = np.arange(n, dtype=np.float32)[:, np.newaxis]
    noise = gen.uniform(low=-10.0, high=20.0, size=(n, 1)).astype(np.float32)
    return X, np.float32(3.5) * X + noise
