"""einsum and a 0-d array."""

import numpy as np


def mse_loss(y, y_hat):
    e = y - y_hat
    return np.asarray(np.einsum("nk,nk->", e, e) / len(e))
