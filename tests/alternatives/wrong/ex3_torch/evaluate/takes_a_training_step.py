"""Copies the training loop, so one optimizer step changes the parameters and their gradients."""

import torch
from torch import nn


def evaluate(model, X, y):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
    loss = nn.MSELoss()(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()
