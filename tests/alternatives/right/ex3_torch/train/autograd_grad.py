"""torch.autograd.grad, gradients set by hand; losses in an array."""

import numpy as np
import torch


def train(model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    params = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.Adam([{"params": params, "weight_decay": weight_decay}], lr=learning_rate)
    losses = np.empty(num_epochs)
    for t in range(num_epochs):
        loss = ((model(X) - y) ** 2).mean()
        for p, g in zip(params, torch.autograd.grad(loss, params, allow_unused=True)):
            p.grad = g
        optimizer.step()
        losses[t] = loss.detach()
    return losses
