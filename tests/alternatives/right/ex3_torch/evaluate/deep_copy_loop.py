"""A copy in eval mode, and a loop over rows."""

import copy

import torch


def evaluate(model, X, y):
    twin = copy.deepcopy(model).eval()
    total = 0.0
    with torch.no_grad():
        for row, target in zip(X, y):
            total += (twin(row.unsqueeze(0)).item() - target.item()) ** 2
    return total / len(X)
