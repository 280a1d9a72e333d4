"""Unit 4: ridge regression and the elastic net."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


def _residuals(X: FloatArray, y: FloatArray, W: FloatArray) -> FloatArray:
    return X @ W - y


def _half_square(a: FloatArray) -> float:
    return 0.5 * float(np.sum(np.square(a)))


def ridge_loss(X: FloatArray, y: FloatArray, W: FloatArray, lam: float) -> float:
    """1/2 sum (X W - y)^2 + lam/2 W'W, as a float."""
    return _half_square(_residuals(X, y, W)) + lam * _half_square(W)


def ridge_gradient(X: FloatArray, y: FloatArray, W: FloatArray, lam: float) -> FloatArray:
    """X'(X W - y) + lam W, shape (D, 1)."""
    return X.T @ _residuals(X, y, W) + lam * W


def train_ridge(X: FloatArray, y: FloatArray, W: FloatArray, lam: float, learning_rate: float, num_epochs: int) -> tuple[FloatArray, list[float]]:
    """Gradient descent on the ridge loss. losses[t] is before update t. Returns W, losses."""
    losses: list[float] = []
    for _ in range(num_epochs):
        losses.append(ridge_loss(X, y, W, lam))
        W = W - learning_rate * ridge_gradient(X, y, W, lam)
    return W, losses


def solve_ridge(X: FloatArray, y: FloatArray, lam: float) -> FloatArray:
    """The closed form, (D, 1). With lam > 0 it also works where D > N."""
    # Ridge is least squares on data with sqrt(lam) I and zeros below it; better conditioned than X'X.
    num_features = X.shape[1]
    X_augmented = np.vstack([X, np.sqrt(lam) * np.eye(num_features)])
    y_augmented = np.vstack([y, np.zeros((num_features, 1))])
    solution, *_ = np.linalg.lstsq(X_augmented, y_augmented, rcond=None)
    return solution


def elastic_net_penalty(W: FloatArray, l1: float, l2: float) -> float:
    """l1 sum abs(W) + l2/2 sum W^2, as a float."""
    return l1 * float(np.linalg.norm(W.ravel(), ord=1)) + l2 * _half_square(W)


def elastic_net_subgradient(W: FloatArray, l1: float, l2: float) -> FloatArray:
    """l1 sign(W) + l2 W, with sign(0) = 0, shape (D, 1)."""
    return l1 * np.sign(W) + l2 * W
