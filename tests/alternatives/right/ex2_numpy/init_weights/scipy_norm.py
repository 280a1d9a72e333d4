"""scipy.stats.norm with rng as its random_state."""

import numpy as np
from scipy.stats import norm


def init_weights(input_dim, output_dim, rng):
    W = norm(loc=0, scale=0.01).rvs(size=(input_dim, output_dim), random_state=rng)
    return np.reshape(W, (input_dim, output_dim)), np.zeros(output_dim)
