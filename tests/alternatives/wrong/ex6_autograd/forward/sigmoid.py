"""Uses a sigmoid in place of the clamp at 0, for every input."""

import torch


def forward(X, w1, b1):
    return torch.sigmoid(X @ w1) + b1
