"""Unit 4: regularization."""

import numpy as np


def ridge_loss(X, y, W, lam):
    """1/2 sum (X W - y)^2 + lam/2 W'W, as a float."""
    # TODO: your code here
    raise NotImplementedError


def ridge_gradient(X, y, W, lam):
    """X'(X W - y) + lam W, shape (D, 1)."""
    # TODO: your code here
    raise NotImplementedError


def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    """Gradient descent on the ridge loss. losses[t] is before update t. Returns W, losses."""
    # TODO: your code here
    raise NotImplementedError


def solve_ridge(X, y, lam):
    """The closed form, (D, 1). With lam > 0 it also works where D > N."""
    # TODO: your code here
    raise NotImplementedError


def elastic_net_penalty(W, l1, l2):
    """l1 sum abs(W) + l2/2 sum W^2, as a float."""
    # TODO: your code here
    raise NotImplementedError


def elastic_net_subgradient(W, l1, l2):
    """l1 sign(W) + l2 W, with sign(0) = 0, shape (D, 1)."""
    # TODO: your code here
    raise NotImplementedError
