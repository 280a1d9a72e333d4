"""Draws b1 before w1, so the two hold each other's numbers, for any generator."""

import torch


def init_parameters(input_size, output_size, generator):
    b1 = torch.rand((1, output_size), generator=generator, requires_grad=True)
    w1 = torch.rand((input_size, output_size), generator=generator, requires_grad=True)
    return w1, b1
