"""Forgets super().__init__(), so assigning the layer raises an error, for every size."""

from torch import nn


class LinearRegression(nn.Module):
    def __init__(self, input_dim, output_dim):
        self.fc1 = nn.Linear(input_dim, output_dim)

    def forward(self, x_in):
        return self.fc1(x_in)
