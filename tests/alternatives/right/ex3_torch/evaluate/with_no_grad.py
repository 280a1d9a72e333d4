"""with torch.no_grad and MSELoss."""

import torch
from torch import nn


def evaluate(model, X, y):
    with torch.no_grad():
        pred = model(X)
        loss = nn.MSELoss()(pred, y)
    return loss.item()
