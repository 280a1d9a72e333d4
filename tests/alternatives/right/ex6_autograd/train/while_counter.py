"""A while loop, losses of 0-d tensors in a tuple."""

import torch


def train(X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    losses = ()
    history = []
    while len(history) < num_iterations:
        loss = torch.nn.functional.mse_loss(forward(X, w1, b1), y, reduction="sum")
        dw, db = torch.autograd.grad(loss, [w1, b1])
        with torch.no_grad():
            w1.sub_(learning_rate * dw)
            b1.sub_(learning_rate * db)
        history.append(loss.detach())
    losses = tuple(history)
    return losses
