"""Keeps the dtype of the arrays, so float64 arrays become float64 tensors instead of float32."""

import torch


def to_tensors(*arrays):
    return tuple(torch.from_numpy(a) for a in arrays)
