"""Flattens every array, so columns (N, 1) become (N,) and (N, D) becomes (N D,)."""

import torch


def to_tensors(*arrays):
    tensors = []
    for array in arrays:
        tensors.append(torch.Tensor(array).flatten())
    return tuple(tensors)
