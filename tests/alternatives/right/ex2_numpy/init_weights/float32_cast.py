"""float32 weights."""

import numpy as np


def init_weights(input_dim, output_dim, rng):
    scale = np.float32(0.01)
    W = scale * rng.standard_normal((input_dim, output_dim)).astype("float32")
    return W, np.zeros(output_dim, dtype="float32")
