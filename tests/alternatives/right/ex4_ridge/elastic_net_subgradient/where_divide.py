"""W / abs(W), guarded by where, in float32."""

import numpy as np


def elastic_net_subgradient(W, l1, l2):
    w = W.astype(np.float32)
    size = np.abs(w)
    sign = np.where(size == 0, np.float32(0), w / np.where(size == 0, np.float32(1), size))
    return np.float32(l1) * sign + np.float32(l2) * w
