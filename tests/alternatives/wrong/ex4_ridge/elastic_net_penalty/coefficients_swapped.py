"""Uses l2 for the absolute values and l1 for the squares; right only where l1 = l2 or by chance."""

import numpy as np


def elastic_net_penalty(W, l1, l2):
    return l2 * np.abs(W).sum() + l1 / 2 * (W ** 2).sum()
