"""set_grad_enabled(False), and a 0-d tensor without a graph."""

import torch


def evaluate(model, X, y):
    with torch.set_grad_enabled(False):
        e = model(X) - y
        return torch.sum(e * e) / e.numel()
