"""Never zeroes the gradients, so they add up from the second epoch on."""

import torch


def run_epoch(model, optimizer, x, y):
    x = torch.tensor(x, dtype=torch.float32).reshape(-1, 1)
    y = torch.tensor(y, dtype=torch.float32).reshape(-1, 1)
    loss = torch.nn.functional.mse_loss(model(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()
