"""Returns the loss after the step instead of before, wherever the gradient is not 0."""

import torch


def run_epoch(model, optimizer, x, y):
    x = torch.tensor(x, dtype=torch.float32).reshape(-1, 1)
    y = torch.tensor(y, dtype=torch.float32).reshape(-1, 1)
    loss_fn = torch.nn.MSELoss()
    optimizer.zero_grad()
    loss_fn(model(x), y).backward()
    optimizer.step()
    return loss_fn(model(x), y).item()
