"""An if for each weight."""

import numpy as np


def elastic_net_subgradient(W, l1, l2):
    result = []
    for i in range(len(W)):
        w = W[i, 0]
        if w > 0:
            sign = 1
        elif w < 0:
            sign = -1
        else:
            sign = 0
        result.append([l1 * sign + l2 * w])
    return np.array(result)
