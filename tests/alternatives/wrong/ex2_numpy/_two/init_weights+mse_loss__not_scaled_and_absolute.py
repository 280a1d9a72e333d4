"""init_weights forgets the factor 0.01, and mse_loss averages absolute instead of squared errors."""

import numpy as np


def init_weights(input_dim, output_dim, rng):
    return rng.standard_normal((input_dim, output_dim)), np.zeros(output_dim)


def mse_loss(y, y_hat):
    return float(np.mean(np.abs(y - y_hat)))
