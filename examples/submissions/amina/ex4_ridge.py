"""Unit 4: regularization."""

import numpy as np


def ridge_loss(X, y, W, lam):
    """1/2 sum (X W - y)^2 + lam/2 W'W, as a float."""
    error = np.dot(X, W) - y
    return np.sum(error ** 2) + lam / 2 * np.sum(W ** 2)


def ridge_gradient(X, y, W, lam):
    """X'(X W - y) + lam W, shape (D, 1)."""
    error = np.dot(X, W) - y
    return np.dot(X.T, error) + lam * W


def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    """Gradient descent on the ridge loss. losses[t] is before update t. Returns W, losses."""
    losses = []
    for epoch in range(num_epochs):
        loss = ridge_loss(X, y, W, lam)
        losses.append(loss)
        grad = ridge_gradient(X, y, W, lam)
        W = W - learning_rate * grad
    return W, losses


def solve_ridge(X, y, lam):
    """The closed form, (D, 1). With lam > 0 it also works where D > N."""
    D = X.shape[1]
    return np.dot(np.linalg.inv(np.dot(X.T, X) + lam * np.identity(D)), np.dot(X.T, y))


def elastic_net_penalty(W, l1, l2):
    """l1 sum abs(W) + l2/2 sum W^2, as a float."""
    return l1 * np.sum(np.abs(W)) + l2 / 2 * np.sum(W ** 2)


def elastic_net_subgradient(W, l1, l2):
    """l1 sign(W) + l2 W, with sign(0) = 0, shape (D, 1)."""
    return l1 * np.sign(W) + 2 * l2 * W
