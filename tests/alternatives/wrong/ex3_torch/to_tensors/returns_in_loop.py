"""Returns inside the loop, so only the first array comes back and not as a tuple, for every call."""

import torch


def to_tensors(*arrays):
    for array in arrays:
        return torch.tensor(array, dtype=torch.float32)
