"""torch.rand with requires_grad=True."""

import torch


def init_parameters(input_size, output_size, generator):
    w1 = torch.rand(input_size, output_size, generator=generator, requires_grad=True)
    b1 = torch.rand(1, output_size, generator=generator, requires_grad=True)
    return w1, b1
