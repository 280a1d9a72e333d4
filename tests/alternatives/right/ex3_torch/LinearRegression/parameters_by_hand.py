"""nn.Parameter by hand, the bias first; unscale goes with it."""

import torch
from torch import nn


class LinearRegression(nn.Module):
    def __init__(self, input_dim, output_dim):
        super().__init__()
        self.offset = nn.Parameter(torch.zeros(output_dim))
        self.slopes = nn.Parameter(0.01 * torch.randn(output_dim, input_dim))

    def forward(self, x):
        return x @ self.slopes.T + self.offset


def unscale(model, X_scaler, y_scaler):
    slopes, offset = model.slopes.detach().numpy(), model.offset.detach().numpy()
    W = slopes.T * y_scaler.scale_ / X_scaler.scale_.reshape(-1, 1)
    return W, offset * y_scaler.scale_ + y_scaler.mean_ - X_scaler.mean_ @ W
