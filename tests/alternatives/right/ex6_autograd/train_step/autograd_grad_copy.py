"""torch.autograd.grad, copy_, a 0-d tensor; the model inlined."""

import torch


def train_step(X, y, w1, b1, learning_rate):
    loss = ((X @ w1).clamp(min=0) + b1 - y).square().sum()
    gradients = torch.autograd.grad(loss, (w1, b1))
    with torch.no_grad():
        for p, g in zip((w1, b1), gradients):
            p.copy_(p - learning_rate * g)
    return loss.detach()
