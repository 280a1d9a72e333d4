"""Unit 4: regularization."""

import numpy as np


def ridge_loss(X, y, W, lam):
    r = (X @ W - y).ravel()
    return (r @ r + lam * W.ravel() @ W.ravel()) / 2


def ridge_gradient(X, y, W, lam):
    return np.einsum("nd,nk->dk", X, X @ W - y) + lam * W


def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    losses = []
    for _ in range(num_epochs):
        losses.append(ridge_loss(X, y, W, lam))
        W = W - learning_rate * ridge_gradient(X, y, W, lam)
    return W, losses


def solve_ridge(X, y, lam):
    return np.linalg.solve(np.einsum("nd,ne->de", X, X) + lam * np.eye(X.shape[1]), X.T @ y)


def elastic_net_penalty(W, l1, l2):
    return l1 * np.abs(W).sum() + l2 / 2 * np.einsum("dk,dk->", W, W)


def elastic_net_subgradient(W, l1, l2):
    return l1 * np.sign(W) + l2 * W
