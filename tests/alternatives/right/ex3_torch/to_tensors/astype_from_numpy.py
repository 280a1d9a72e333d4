"""astype(float32), then from_numpy."""

import numpy as np
import torch


def to_tensors(*arrays):
    out = ()
    for a in arrays:
        out += (torch.from_numpy(a.astype(np.float32)),)
    return out
