"""init_parameters draws from [-1, 1) instead of [0, 1), and sse_loss takes the root of the sum."""

import torch


def init_parameters(input_size, output_size, generator):
    w1 = (2 * torch.rand(input_size, output_size, generator=generator) - 1).requires_grad_(True)
    b1 = (2 * torch.rand(1, output_size, generator=generator) - 1).requires_grad_(True)
    return w1, b1


def sse_loss(y_hat, y):
    return torch.sqrt(torch.sum((y_hat - y) ** 2))
