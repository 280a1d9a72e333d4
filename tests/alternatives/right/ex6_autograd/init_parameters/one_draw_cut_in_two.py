"""One flat draw, cut in two and cloned."""

import torch


def init_parameters(input_size, output_size, generator):
    n = input_size * output_size
    flat = torch.rand(n + output_size, generator=generator)
    w1 = flat[:n].clone().view(input_size, output_size)
    b1 = flat[n:].clone().view(1, output_size)
    return w1.requires_grad_(True), b1.requires_grad_(True)
