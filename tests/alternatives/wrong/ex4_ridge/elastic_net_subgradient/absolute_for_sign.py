"""Uses abs(W) in place of its derivative sign(W), wherever l1 > 0."""

import numpy as np


def elastic_net_subgradient(W, l1, l2):
    return l1 * np.abs(W) + l2 * W
