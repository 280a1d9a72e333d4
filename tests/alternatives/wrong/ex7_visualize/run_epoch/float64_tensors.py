"""Keeps NumPy's float64, which a float32 model refuses with an error."""

import numpy as np
import torch


def run_epoch(model, optimizer, x, y):
    x = torch.from_numpy(np.asarray(x, dtype=np.float64)).reshape(-1, 1)
    y = torch.from_numpy(np.asarray(y, dtype=np.float64)).reshape(-1, 1)
    loss = torch.nn.functional.mse_loss(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()
