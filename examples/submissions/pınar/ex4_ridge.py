"""Unit 4: regularization."""

import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge


def ridge_loss(X, y, W, lam):
    """1/2 sum (X W - y)^2 + lam/2 W'W, as a float."""
    residuals = pd.Series((X.dot(W) - y).ravel())
    weights = pd.Series(W.ravel())
    return 0.5 * residuals.pow(2).sum() + 0.5 * lam * weights.pow(2).sum()


def ridge_gradient(X, y, W, lam):
    """X'(X W - y) + lam W, shape (D, 1)."""
    return X.T.dot(X.dot(W) - y) + lam * W


def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    """Gradient descent on the ridge loss. losses[t] is before update t. Returns W, losses."""
    losses = []
    for _ in range(num_epochs):
        losses.append(ridge_loss(X, y, W, lam))
        W = W - learning_rate * ridge_gradient(X, y, W, lam)
    return W, losses


def solve_ridge(X, y, lam):
    """The closed form, (D, 1). With lam > 0 it also works where D > N."""
    ridge = Ridge(alpha=lam, fit_intercept=False, solver="svd").fit(X, y)
    return ridge.coef_.reshape(-1, 1)


def elastic_net_penalty(W, l1, l2):
    """l1 sum abs(W) + l2/2 sum W^2, as a float."""
    weights = pd.Series(W.ravel())
    return l1 * weights.abs().sum() + l2 / 2 * (weights**2).sum()


def elastic_net_subgradient(W, l1, l2):
    """l1 sign(W) + l2 W, with sign(0) = 0, shape (D, 1)."""
    return pd.DataFrame(W).apply(lambda column: l1 * np.sign(column) + l2 * column).to_numpy()
