"""Tensors and autograd throughout, arrays come back."""

import torch

t = torch.as_tensor


def _objective(X, y, w, lam):
    return (X @ w - y).square().sum() / 2 + lam / 2 * w.square().sum()


def ridge_loss(X, y, W, lam):
    return _objective(t(X), t(y), t(W), lam).item()


def ridge_gradient(X, y, W, lam):
    w = torch.nn.Parameter(torch.tensor(W))
    return torch.autograd.grad(_objective(t(X), t(y), w, lam), w)[0].numpy()


def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    w, losses = torch.nn.Parameter(torch.tensor(W)), []
    sgd = torch.optim.SGD([w], learning_rate, foreach=False)
    for _ in range(num_epochs):
        sgd.zero_grad()
        loss = _objective(t(X), t(y), w, lam)
        loss.backward()
        losses.append(loss.detach())
        sgd.step()
    return w.detach().numpy(), losses


def solve_ridge(X, y, lam):
    D = X.shape[1]
    A = torch.cat((t(X), torch.eye(D).double() * lam**0.5))
    return torch.linalg.lstsq(A, torch.cat((t(y), torch.zeros(D, 1).double()))).solution.numpy()


def elastic_net_penalty(W, l1, l2):
    return float(l1 * torch.norm(t(W), p=1) + l2 / 2 * torch.norm(t(W)) ** 2)


def elastic_net_subgradient(W, l1, l2):
    return (l1 * torch.sign(t(W)) + l2 * t(W)).numpy()
