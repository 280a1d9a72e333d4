"""SGD in float32 on the loss."""

import torch


def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    X, y = torch.tensor(X).float(), torch.tensor(y).float()
    w = torch.tensor(W, dtype=torch.float32, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=learning_rate)
    losses = []
    for _ in range(num_epochs):
        optimizer.zero_grad()
        loss = (X @ w - y).square().sum() / 2 + lam / 2 * w.square().sum()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return [w.detach().numpy(), losses]
