"""no_grad, -=, zero_()."""

import torch


def train_step(X, y, w1, b1, learning_rate):
    y_hat = forward(X, w1, b1)
    loss = sse_loss(y_hat, y)
    loss.backward()
    with torch.no_grad():
        w1 -= learning_rate * w1.grad
        b1 -= learning_rate * b1.grad
        w1.grad.zero_()
        b1.grad.zero_()
    return loss.item()
