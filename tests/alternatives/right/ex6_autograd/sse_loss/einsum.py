"""einsum."""

import torch


def sse_loss(y_hat, y):
    e = y_hat - y
    return torch.einsum("no,no->", e, e)
