"""Returns the root of the MSE, wherever it is neither 0 nor 1."""

import torch
from torch import nn


def evaluate(model, X, y):
    with torch.no_grad():
        mse = nn.MSELoss()(model(X), y)
    return float(torch.sqrt(mse))
