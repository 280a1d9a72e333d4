"""Takes +1 as the sign of a weight that is exactly 0; right for all other weights."""

import numpy as np


def elastic_net_subgradient(W, l1, l2):
    return l1 * np.where(W >= 0, 1.0, -1.0) + l2 * W
