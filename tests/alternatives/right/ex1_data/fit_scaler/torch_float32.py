"""torch in float32, correction 0."""

import torch


def fit_scaler(X):
    t = torch.tensor(X, dtype=torch.float32)
    std, mean = torch.std_mean(t, dim=0, correction=0)
    return mean.numpy(), std.numpy()
