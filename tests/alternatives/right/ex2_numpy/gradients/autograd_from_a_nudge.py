"""torch.autograd at a zero change of W and b."""

import torch


def gradients(X, y, y_hat):
    X, y, y_hat = map(torch.tensor, (X, y, y_hat))
    w = torch.zeros(X.shape[1], 1, dtype=X.dtype, requires_grad=True)
    c = torch.zeros(1, dtype=X.dtype, requires_grad=True)
    loss = torch.nn.functional.mse_loss(y_hat + X @ w + c, y)
    loss.backward()
    return w.grad.numpy(), c.grad.numpy()
