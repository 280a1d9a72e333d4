"""Unit 4: regularization."""

import numpy as np
import torch


def t32(a):
    return torch.as_tensor(np.asarray(a), dtype=torch.float32)


def ridge_loss(X, y, W, lam):
    """1/2 sum (X W - y)^2 + lam/2 W'W, as a float."""
    x, target, w = t32(X), t32(y), t32(W)
    return (0.5 * (x @ w - target).pow(2).sum() + 0.5 * lam * w.pow(2).sum()).item()


def ridge_gradient(X, y, W, lam):
    """X'(X W - y) + lam W, shape (D, 1)."""
    x, target = t32(X), t32(y)
    w = t32(W).clone().requires_grad_(True)
    loss = 0.5 * (x @ w - target).pow(2).sum() + 0.5 * lam * w.pow(2).sum()
    (grad,) = torch.autograd.grad(loss, w)
    return grad.numpy()


def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    """Gradient descent on the ridge loss. losses[t] is before update t. Returns W, losses."""
    w = t32(W).numpy().copy()
    losses = []
    for _ in range(num_epochs):
        losses.append(ridge_loss(X, y, w, lam))
        w = w - np.float32(learning_rate) * ridge_gradient(X, y, w, lam)
    return w, losses


def solve_ridge(X, y, lam):
    """The closed form, (D, 1). With lam > 0 it also works where D > N."""
    # X'X squares the condition number: here float64
    x, target = torch.as_tensor(X, dtype=torch.float64), torch.as_tensor(y, dtype=torch.float64)
    return torch.linalg.solve(x.T @ x + lam * torch.eye(x.shape[1], dtype=torch.float64), x.T @ target).numpy()


def elastic_net_penalty(W, l1, l2):
    """l1 sum abs(W) + l2/2 sum W^2, as a float."""
    w = t32(W)
    return (l1 * torch.linalg.vector_norm(w, 1) + l2 / 2 * w.square().sum()).item()


def elastic_net_subgradient(W, l1, l2):
    """l1 sign(W) + l2 W, with sign(0) = 0, shape (D, 1)."""
    w = t32(W)
    return (l1 * w.sign() + l2 * w).numpy()
