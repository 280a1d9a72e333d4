"""Clamps with max=0 instead of min=0, so every positive X w1 becomes 0."""

import torch


def forward(X, w1, b1):
    return torch.mm(X, w1).clamp(max=0) + b1
