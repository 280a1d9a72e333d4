"""Takes the absolute values in the caller's W; the value is right, but negative weights are changed."""

import numpy as np


def elastic_net_penalty(W, l1, l2):
    np.abs(W, out=W)
    return float(l1 * W.sum() + 0.5 * l2 * (W ** 2).sum())
