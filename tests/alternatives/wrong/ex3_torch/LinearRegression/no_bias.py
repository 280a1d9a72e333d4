"""Makes the layer with bias=False, so the model has no bias parameter, for every size."""

from torch import nn


class LinearRegression(nn.Module):
    def __init__(self, input_dim, output_dim):
        super().__init__()
        self.fc1 = nn.Linear(input_dim, output_dim, bias=False)

    def forward(self, x_in):
        return self.fc1(x_in)
