"""@torch.inference_mode() and a mean of squares."""

import torch


@torch.inference_mode()
def evaluate(model, X, y):
    return float((model(X) - y).square().mean())
