"""Zeroes the model's gradients, as in the training loop; shows wherever a .grad was set before."""

import torch
from torch import nn


def evaluate(model, X, y):
    model.zero_grad()
    with torch.no_grad():
        return nn.MSELoss()(model(X), y).item()
