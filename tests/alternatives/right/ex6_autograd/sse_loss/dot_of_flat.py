"""The inner product of the flat error."""

import torch


def sse_loss(y_hat, y):
    error = torch.flatten(y - y_hat)
    return torch.dot(error, error)
