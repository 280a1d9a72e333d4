"""Detaches x_in in forward; the values are right, but no gradient reaches the input."""

from torch import nn


class LinearRegression(nn.Module):
    def __init__(self, input_dim, output_dim):
        super().__init__()
        self.fc1 = nn.Linear(input_dim, output_dim)

    def forward(self, x_in):
        return self.fc1(x_in.detach())
