"""torch.Tensor, as the lesson writes it."""

import torch


def to_tensors(*arrays):
    tensors = []
    for array in arrays:
        tensor = torch.Tensor(array)
        tensors.append(tensor)
    return tuple(tensors)
