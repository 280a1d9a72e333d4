"""Computes on after requires_grad=True, so w1 and b1 are no leaves and never get a .grad."""

import torch


def init_parameters(input_size, output_size, generator):
    lower, upper = 0.0, 1.0
    w1 = lower + (upper - lower) * torch.rand(input_size, output_size, generator=generator, requires_grad=True)
    b1 = lower + (upper - lower) * torch.rand(1, output_size, generator=generator, requires_grad=True)
    return w1, b1
