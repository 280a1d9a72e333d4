"""Puts a ReLU after the layer, so every negative prediction becomes 0 and has no gradient."""

import torch
from torch import nn


class LinearRegression(nn.Module):
    def __init__(self, input_dim, output_dim):
        super().__init__()
        self.fc1 = nn.Linear(input_dim, output_dim)

    def forward(self, x_in):
        return torch.relu(self.fc1(x_in))
