"""nn.functional and torch.optim.SGD in float32."""

import torch
from torch import nn


def train(X, y, W, b, learning_rate, num_epochs):
    X, y = torch.tensor(X, dtype=torch.float32), torch.tensor(y, dtype=torch.float32)
    W = nn.Parameter(torch.tensor(W, dtype=torch.float32))
    b = nn.Parameter(torch.tensor(b, dtype=torch.float32))
    optimizer = torch.optim.SGD([W, b], lr=learning_rate)
    losses = []
    for _ in range(num_epochs):
        optimizer.zero_grad()
        loss = nn.MSELoss()(X @ W + b, y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return W.detach().numpy(), b.detach().numpy(), losses
