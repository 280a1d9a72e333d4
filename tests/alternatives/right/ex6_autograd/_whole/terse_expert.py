"""Terse: lambdas, foreach operations, autograd.grad."""

import torch

X_TRAIN = torch.tensor([4.7, 2.4, 7.5, 7.1, 4.3, 7.8, 8.9, 5.2, 4.59, 2.1, 8, 5, 7.5, 5, 4, 8, 5.2, 4.9, 3, 4.7, 4, 4.8, 3.5, 2.1, 4.1])[:, None]
Y_TRAIN = torch.tensor([2.6, 1.6, 3.09, 2.4, 2.4, 3.3, 2.6, 1.96, 3.13, 1.76, 3.2, 2.1, 1.6, 2.5, 2.2, 2.75, 2.4, 1.8, 1, 2, 1.6, 2.4, 2.6, 1.5, 3.1])[:, None]

init_parameters = lambda i, o, g: [torch.rand(n, o, generator=g).requires_grad_() for n in (i, 1)]
forward = lambda X, w1, b1: (X @ w1).relu() + b1
sse_loss = lambda y_hat, y: (y_hat - y).square().sum()


def train_step(X, y, w1, b1, learning_rate):
    loss = sse_loss(forward(X, w1, b1), y)
    grads = torch.autograd.grad(loss, p := [w1, b1])
    with torch.no_grad():
        torch._foreach_add_(p, list(grads), alpha=-learning_rate)
    return loss.item()


def train(*data_and_parameters, learning_rate=0.001, num_iterations=4000):
    X, y, w1, b1, *rest = data_and_parameters
    eta, steps = (*rest, *(learning_rate, num_iterations)[len(rest) :])
    return [train_step(X, y, w1, b1, eta) for _ in range(steps)]
