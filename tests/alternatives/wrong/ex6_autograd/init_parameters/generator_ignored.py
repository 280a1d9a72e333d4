"""Calls torch.rand without the generator, so the global stream is used and equal seeds give other values."""

import torch


def init_parameters(input_size, output_size, generator):
    w1 = torch.rand(input_size, output_size, requires_grad=True)
    b1 = torch.rand(1, output_size, requires_grad=True)
    return w1, b1
