"""Draws standard normal values with randn instead of uniform in [0, 1), for any generator."""

import torch


def init_parameters(input_size, output_size, generator):
    w1 = torch.randn((input_size, output_size), generator=generator, requires_grad=True)
    b1 = torch.randn((1, output_size), generator=generator, requires_grad=True)
    return w1, b1
