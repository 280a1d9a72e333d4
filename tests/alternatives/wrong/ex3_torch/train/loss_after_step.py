"""Records the loss after each step instead of before, so losses[0] is not the starting loss."""

import torch
from torch import nn


def train(model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    loss_fn = nn.MSELoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    losses = []
    for _ in range(num_epochs):
        optimizer.zero_grad()
        loss_fn(model(X), y).backward()
        optimizer.step()
        losses.append(loss_fn(model(X), y).item())
    return losses
