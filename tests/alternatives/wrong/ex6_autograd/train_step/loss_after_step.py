"""Returns the loss after the step instead of before, wherever the gradient is not 0."""

import torch


def train_step(X, y, w1, b1, learning_rate):
    loss = sse_loss(forward(X, w1, b1), y)
    loss.backward()
    with torch.no_grad():
        w1 -= learning_rate * w1.grad
        b1 -= learning_rate * b1.grad
        w1.grad.zero_()
        b1.grad.zero_()
        return sse_loss(forward(X, w1, b1), y).item()
