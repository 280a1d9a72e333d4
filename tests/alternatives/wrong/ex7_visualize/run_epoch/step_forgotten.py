"""Computes the gradients but never calls optimizer.step(), so the model stays as it was."""

import torch


def run_epoch(model, optimizer, x, y):
    x = torch.tensor(x, dtype=torch.float32)[:, None]
    y = torch.tensor(y, dtype=torch.float32)[:, None]
    loss = torch.nn.functional.mse_loss(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    return loss.item()
