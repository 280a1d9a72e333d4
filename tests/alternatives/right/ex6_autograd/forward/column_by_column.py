"""Outputs one by one in a loop, stacked."""

import torch


def forward(X, w1, b1):
    columns = []
    for k in range(w1.shape[1]):
        h = torch.mv(X, w1[:, k])
        columns.append(torch.maximum(h, h.new_zeros(())) + b1[0, k])
    return torch.stack(columns, dim=1)
