"""(W > 0) - (W < 0)."""

import numpy as np


def elastic_net_subgradient(W, l1, l2):
    signs = (W > 0).astype(float) - (W < 0).astype(float)
    return l1 * signs + l2 * W
