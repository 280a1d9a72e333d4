"""Makes the caller's model float64 for its float64 tensors, and leaves it so."""

import torch


def run_epoch(model, optimizer, x, y):
    model.double()
    inputs, targets = torch.from_numpy(x)[:, None], torch.from_numpy(y)[:, None]
    optimizer.zero_grad()
    loss = torch.nn.functional.mse_loss(model(inputs), targets)
    loss.backward()
    optimizer.step()
    return loss.item()
