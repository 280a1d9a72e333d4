"""Calls model.eval() and never goes back, so the training mode changes for a model that was training."""

import torch
from torch import nn


def evaluate(model, X, y):
    model.eval()
    with torch.no_grad():
        loss = nn.functional.mse_loss(model(X), y)
    return loss.item()
