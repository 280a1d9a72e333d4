"""float32, a 0-d tensor."""

import torch


def elastic_net_penalty(W, l1, l2):
    w = torch.tensor(W, dtype=torch.float32)
    return l1 * w.abs().sum() + l2 / 2 * w.square().sum()
