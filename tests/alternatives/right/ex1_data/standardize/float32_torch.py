"""float32 tensors inside."""

import torch


def standardize(data, mean, std):
    d, m, s = (torch.tensor(a, dtype=torch.float32) for a in (data, mean, std))
    s = torch.where(s == 0, torch.ones_like(s), s)
    return d.sub(m).div(s).numpy()
