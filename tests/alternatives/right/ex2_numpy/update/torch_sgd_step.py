"""One step of torch.optim.SGD on float32 copies."""

import torch


def update(W, b, dW, db, learning_rate):
    params = [torch.nn.Parameter(torch.tensor(p, dtype=torch.float32)) for p in (W, b)]
    for p, g in zip(params, (dW, db)):
        p.grad = torch.tensor(g, dtype=torch.float32)
    torch.optim.SGD(params, lr=learning_rate).step()
    return tuple(p.detach().numpy() for p in params)
