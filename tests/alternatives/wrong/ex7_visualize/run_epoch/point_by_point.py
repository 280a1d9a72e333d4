"""Steps once for each point instead of once for the full batch, for every N > 1."""

import torch


def run_epoch(model, optimizer, x, y):
    total = 0.0
    for xi, yi in zip(x, y):
        xi = torch.tensor([[xi]], dtype=torch.float32)
        yi = torch.tensor([[yi]], dtype=torch.float32)
        loss = torch.nn.functional.mse_loss(model(xi), yi)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item()
    return total / len(x)
