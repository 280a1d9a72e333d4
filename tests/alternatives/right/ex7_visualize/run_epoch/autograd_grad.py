"""torch.autograd.grad, gradients set by hand; flat predictions; a NumPy scalar."""

import torch


def run_epoch(model, optimizer, x, y):
    parameters = list(model.parameters())
    residual = model(torch.Tensor(x).reshape(-1, 1)).squeeze(1) - torch.Tensor(y)
    loss = residual.dot(residual) / len(residual)
    for p, g in zip(parameters, torch.autograd.grad(loss, parameters)):
        p.grad = g
    optimizer.step()
    return loss.detach().numpy()[()]
