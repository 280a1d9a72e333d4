"""Wraps the sum in a new tensor, so the value is right but no gradient flows back."""

import torch


def sse_loss(y_hat, y):
    total = ((y_hat - y) ** 2).sum()
    return torch.tensor(total.item(), requires_grad=True)
