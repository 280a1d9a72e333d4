"""np.vectorize over a nested function."""

import numpy as np


def elastic_net_subgradient(W, l1, l2):
    def slope(w):
        return l1 * ((w > 0) - (w < 0)) + l2 * w

    return np.vectorize(slope, otypes=[float])(W)
