"""A 0-d float32 tensor."""

import torch
import torch.nn.functional as F


def mse_loss(y, y_hat):
    a, b = torch.tensor(y, dtype=torch.float32), torch.tensor(y_hat, dtype=torch.float32)
    return F.mse_loss(b, a, reduction="sum") / len(a)
