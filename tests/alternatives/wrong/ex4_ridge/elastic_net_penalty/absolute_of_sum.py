"""Takes abs of the sum instead of the sum of abs; right for D = 1 or equal signs, wrong for mixed signs."""

import numpy as np


def elastic_net_penalty(W, l1, l2):
    return l1 * abs(np.sum(W)) + l2 / 2 * np.sum(np.square(W))
