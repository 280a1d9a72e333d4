"""A tensor does the arithmetic, arrays come back."""

import torch


def generate_data(num_samples, rng):
    x = torch.arange(num_samples, dtype=torch.float64).unsqueeze(1)
    noise = torch.as_tensor(rng.uniform(-10, 20, size=(num_samples, 1)))
    y = torch.add(noise, x, alpha=3.5)
    return x.numpy(), y.numpy()
