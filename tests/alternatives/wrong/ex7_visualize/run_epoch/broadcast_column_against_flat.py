"""Makes x a column but leaves y flat, so the loss averages all N * N pairs, for every N > 1."""

import torch


def run_epoch(model, optimizer, x, y):
    x = torch.tensor(x, dtype=torch.float32).unsqueeze(1)
    y = torch.tensor(y, dtype=torch.float32)
    loss = ((model(x) - y) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()
