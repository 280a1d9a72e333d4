"""F.relu and matmul."""

import torch
import torch.nn.functional as F


def forward(X, w1, b1):
    hidden = torch.matmul(X, w1)
    activated = F.relu(hidden)
    y_hat = activated + b1
    return y_hat
