"""nn.Parameter around each draw."""

import torch
from torch.nn import Parameter


def init_parameters(n_in, n_out, g):
    first = torch.rand((n_in, n_out), generator=g)
    second = torch.rand((1, n_out), generator=g)
    return Parameter(first), Parameter(second)
