"""Unit 2: linear regression with NumPy, from initialisation to original units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

INIT_SCALE: float = 0.01


class Results(TypedDict):
    train_mse: float
    test_mse: float
    W: FloatArray
    b: FloatArray
    losses: list[float]


@dataclass(frozen=True)
class Standardizer:
    mean: FloatArray
    std: FloatArray

    @classmethod
    def fit(cls, data: FloatArray) -> Standardizer:
        return cls(data.mean(axis=0), data.std(axis=0))

    def __call__(self, data: FloatArray) -> FloatArray:
        return (data - self.mean) / self.std


def init_weights(input_dim: int, output_dim: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """W (D, K): 0.01 times standard normal draws of rng; b (K,): zeros."""
    return INIT_SCALE * rng.standard_normal((input_dim, output_dim)), np.zeros(output_dim)


def predict(X: FloatArray, W: FloatArray, b: FloatArray) -> FloatArray:
    """The model: X W + b, (N, K)."""
    return X @ W + b


def mse_loss(y: FloatArray, y_hat: FloatArray) -> float:
    """Mean squared error, (1/N) sum (y_hat - y)^2, as a float."""
    return float(np.mean(np.square(y_hat - y)))


def gradients(X: FloatArray, y: FloatArray, y_hat: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Gradients of the mean squared error by W and b.

    Returns dW (D, 1), db (1,). Must work for any number of features D.
    """
    num_samples = X.shape[0]
    scaled_error = 2.0 * (y_hat - y) / num_samples
    return X.T @ scaled_error, scaled_error.sum(axis=0)


def _step(parameter: FloatArray, gradient: FloatArray, learning_rate: float) -> FloatArray:
    return parameter - learning_rate * gradient


def update(W: FloatArray, b: FloatArray, dW: FloatArray, db: FloatArray, learning_rate: float) -> tuple[FloatArray, FloatArray]:
    """One step of gradient descent. Returns new arrays W, b."""
    return _step(W, dW, learning_rate), _step(b, db, learning_rate)


def train(X: FloatArray, y: FloatArray, W: FloatArray, b: FloatArray, learning_rate: float, num_epochs: int) -> tuple[FloatArray, FloatArray, list[float]]:
    """Full-batch gradient descent from the given W, b.

    losses[t] is the MSE before update t. Returns W, b, losses.
    """
    losses: list[float] = []
    for _ in range(num_epochs):
        y_hat = predict(X, W, b)
        losses.append(mse_loss(y, y_hat))
        dW, db = gradients(X, y, y_hat)
        W, b = update(W, b, dW, db, learning_rate)
    return W, b, losses


def evaluate(X: FloatArray, y: FloatArray, W: FloatArray, b: FloatArray) -> float:
    """MSE of the model on (X, y)."""
    return mse_loss(y, predict(X, W, b))


def unscale(W: FloatArray, b: FloatArray, X_mean: FloatArray, X_std: FloatArray, y_mean: FloatArray, y_std: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Parameters in the original units of a model fitted on standardized X and y.

    Returns W (D, 1), b (1,).
    """
    W_original = W * y_std / X_std[:, np.newaxis]
    b_original = y_mean + y_std * b - X_mean @ W_original
    return W_original, b_original


def run_experiment(X_train: FloatArray, y_train: FloatArray, X_test: FloatArray, y_test: FloatArray, rng: np.random.Generator, learning_rate: float = 0.1, num_epochs: int = 100) -> Results:
    """The whole lesson on raw data.

    Standardize X and y with the training statistics, init_weights from rng, train, evaluate on both
    sets, unscale. Returns a dict with the keys train_mse, test_mse (standardized units), W, b
    (original units) and losses.
    """
    scale_X, scale_y = Standardizer.fit(X_train), Standardizer.fit(y_train)
    train_set = scale_X(X_train), scale_y(y_train)
    test_set = scale_X(X_test), scale_y(y_test)

    W, b = init_weights(X_train.shape[1], y_train.shape[1], rng)
    W, b, losses = train(*train_set, W, b, learning_rate, num_epochs)
    W_original, b_original = unscale(W, b, scale_X.mean, scale_X.std, scale_y.mean, scale_y.std)
    return Results(
        train_mse=evaluate(*train_set, W, b),
        test_mse=evaluate(*test_set, W, b),
        W=W_original,
        b=b_original,
        losses=losses,
    )
