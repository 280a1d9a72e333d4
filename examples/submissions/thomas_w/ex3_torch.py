"""Unit 3: linear regression with PyTorch and scikit-learn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt
import torch
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from torch import Tensor, nn

FloatArray = npt.NDArray[np.float64]

TRAIN_SIZE: float = 0.7


@contextmanager
def _inference(model: nn.Module) -> Iterator[nn.Module]:
    """The model in evaluation mode without autograd; its mode is restored."""
    mode = model.training
    model.eval()
    try:
        with torch.no_grad():
            yield model
    finally:
        model.train(mode)


def split_data(X: FloatArray, y: FloatArray, seed: int) -> tuple[FloatArray, ...]:
    """Split with scikit-learn's train_test_split, twice.

    First train_size=0.7, then the remainder in half; random_state=seed both times.
    Returns X_train, X_val, X_test, y_train, y_val, y_test.
    """
    X_train, X_rest, y_train, y_rest = train_test_split(X, y, train_size=TRAIN_SIZE, random_state=seed)
    X_val, X_test, y_val, y_test = train_test_split(X_rest, y_rest, test_size=0.5, random_state=seed)
    return X_train, X_val, X_test, y_train, y_val, y_test


def fit_scalers(X_train: FloatArray, y_train: FloatArray) -> tuple[StandardScaler, StandardScaler]:
    """Two fitted StandardScalers: X_scaler, y_scaler."""
    return StandardScaler().fit(X_train), StandardScaler().fit(y_train)


def to_tensors(*arrays: FloatArray) -> tuple[Tensor, ...]:
    """The arrays as float32 tensors of the same shapes, in a tuple."""
    return tuple(torch.tensor(array, dtype=torch.float32) for array in arrays)


class LinearRegression(nn.Module):
    """One linear layer: weight (K, D) and bias (K,)."""

    def __init__(self, input_dim: int, output_dim: int) -> None:
        super().__init__()
        self.fc1 = nn.Linear(input_dim, output_dim)

    def forward(self, x_in: Tensor) -> Tensor:
        return self.fc1(x_in)


def train(model: nn.Module, X: Tensor, y: Tensor, learning_rate: float, num_epochs: int, weight_decay: float = 0.0) -> list[float]:
    """Full-batch training with nn.MSELoss and Adam; changes the model in place.

    losses[t] is the loss before step t. weight_decay is passed to Adam. Returns losses.
    """
    criterion = nn.MSELoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)

    losses: list[float] = []
    for _ in range(num_epochs):
        optimizer.zero_grad()
        loss = criterion(model(X), y)
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
    return losses


def evaluate(model: nn.Module, X: Tensor, y: Tensor) -> float:
    """MSE of the model, as a float.

    No autograd graph; parameters, gradients and training mode are left as they were.
    """
    with _inference(model) as frozen:
        return nn.functional.mse_loss(frozen(X), y).item()


def predict(model: nn.Module, X_scaler: StandardScaler, y_scaler: StandardScaler, X_new: FloatArray) -> FloatArray:
    """Predictions for raw inputs X_new (M, D) in the original units, as an array (M, 1)."""
    (inputs,) = to_tensors(X_scaler.transform(X_new))
    with _inference(model) as frozen:
        scaled: FloatArray = frozen(inputs).numpy()
    return y_scaler.inverse_transform(scaled)


def unscale(model: LinearRegression, X_scaler: StandardScaler, y_scaler: StandardScaler) -> tuple[FloatArray, FloatArray]:
    """W (D, 1), b (1,) in the original units, as NumPy arrays."""
    weight: FloatArray = model.fc1.weight.detach().numpy().T
    bias: FloatArray = model.fc1.bias.detach().numpy()
    W = weight * y_scaler.scale_ / X_scaler.scale_[:, np.newaxis]
    b = y_scaler.mean_ + bias * y_scaler.scale_ - X_scaler.mean_ @ W
    return W, b
