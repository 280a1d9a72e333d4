"""Sums the weights without abs, so negative weights lower the penalty; right where all weights are positive."""

import numpy as np


def elastic_net_penalty(W, l1, l2):
    return float(l1 * np.sum(W) + 0.5 * l2 * np.sum(W ** 2))
