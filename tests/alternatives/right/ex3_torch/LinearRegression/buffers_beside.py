"""Buffers of the bias's shape and of the weight's, which are saved and are no parameters."""

import torch
from torch import nn


class LinearRegression(nn.Module):
    def __init__(self, input_dim, output_dim):
        super().__init__()
        self.fc1 = nn.Linear(input_dim, output_dim)
        self.register_buffer("shift", torch.zeros(output_dim))
        self.register_buffer("mask", torch.ones(output_dim, input_dim))
        self.register_buffer("calls", torch.zeros((), dtype=torch.long))

    def forward(self, x_in):
        self.calls += 1
        return nn.functional.linear(x_in, self.fc1.weight * self.mask, self.fc1.bias) + self.shift
