"""torch.tensor with a dtype, in a generator."""

import torch


def to_tensors(*arrays):
    return tuple(torch.tensor(a, dtype=torch.float32) for a in arrays)
