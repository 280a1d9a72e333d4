"""optimizer.step with a closure, a 0-d tensor without a graph."""

import torch
import torch.nn.functional as F


def run_epoch(model, optimizer, x, y):
    inputs, targets = (torch.tensor(a, dtype=torch.float32).unsqueeze(1) for a in (x, y))

    def closure():
        optimizer.zero_grad()
        loss = F.mse_loss(model(inputs), targets)
        loss.backward()
        return loss

    return optimizer.step(closure).detach()
