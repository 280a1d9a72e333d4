"""Steps by the sign of the gradient instead of the gradient, wherever it is neither 0 nor 1."""

import torch


def train_step(X, y, w1, b1, learning_rate):
    loss = sse_loss(forward(X, w1, b1), y)
    loss.backward()
    with torch.no_grad():
        w1 -= learning_rate * torch.sign(w1.grad)
        b1 -= learning_rate * torch.sign(b1.grad)
        w1.grad.zero_()
        b1.grad.zero_()
    return loss.item()
