"""One SGD for the whole run, losses in an array."""

import numpy as np
import torch


def train(X, y, w1, b1, learning_rate=1e-3, num_iterations=4_000):
    optimizer = torch.optim.SGD((w1, b1), lr=learning_rate, foreach=False)
    losses = np.zeros(num_iterations)
    for i in range(num_iterations):
        loss = sse_loss(forward(X, w1, b1), y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses[i] = loss.item()
    return losses
