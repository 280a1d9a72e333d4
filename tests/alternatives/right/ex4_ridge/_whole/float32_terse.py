"""float32 and one line each."""

import numpy as np

f = np.float32


def ridge_loss(X, y, W, lam):
    return np.square(f(X) @ f(W) - f(y)).sum() / 2 + f(lam) / 2 * np.square(f(W)).sum()


def ridge_gradient(X, y, W, lam):
    return f(X).T @ (f(X) @ f(W) - f(y)) + f(lam) * f(W)


def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    X, y, W = f(X), f(y), f(W)
    losses = [0] * num_epochs
    for t in range(num_epochs):
        losses[t], W = ridge_loss(X, y, W, lam), W - f(learning_rate) * ridge_gradient(X, y, W, lam)
    return W, losses


def solve_ridge(X, y, lam):
    return np.linalg.lstsq(np.vstack([f(X), np.sqrt(f(lam)) * np.eye(X.shape[1], dtype=f)]), np.vstack([f(y), np.zeros((X.shape[1], 1), f)]), rcond=None)[0]


def elastic_net_penalty(W, l1, l2):
    return f(l1) * np.abs(f(W)).sum() + f(l2) / 2 * np.square(f(W)).sum()


def elastic_net_subgradient(W, l1, l2):
    return f(l1) * np.sign(f(W)) + f(l2) * f(W)
