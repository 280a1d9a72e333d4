"""Starts b1 at zeros instead of drawing it from the generator."""

import torch


def init_parameters(input_size, output_size, generator):
    w1 = torch.rand(input_size, output_size, generator=generator, requires_grad=True)
    b1 = torch.zeros(1, output_size, requires_grad=True)
    return w1, b1
