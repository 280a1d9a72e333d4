"""Binds new tensors to the local names instead of changing w1 and b1, so the caller's parameters never move."""

import torch


def train_step(X, y, w1, b1, learning_rate):
    loss = sse_loss(forward(X, w1, b1), y)
    loss.backward()
    with torch.no_grad():
        w1_new = w1 - learning_rate * w1.grad
        b1_new = b1 - learning_rate * b1.grad
        w1.grad.zero_()
        b1.grad.zero_()
    w1, b1 = w1_new, b1_new
    return loss.item()
