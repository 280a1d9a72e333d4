"""train_ridge returns losses, W in the wrong order, and elastic_net_subgradient subtracts l2 W instead of adding it."""

import numpy as np


def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    losses = []
    for _ in range(num_epochs):
        losses.append(ridge_loss(X, y, W, lam))
        W = W - learning_rate * ridge_gradient(X, y, W, lam)
    return losses, W


def elastic_net_subgradient(W, l1, l2):
    return l1 * np.sign(W) - l2 * W
