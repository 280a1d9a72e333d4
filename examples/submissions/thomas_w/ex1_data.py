"""Unit 1: generate, split and standardize the data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

FloatArray = npt.NDArray[np.float64]

SLOPE: float = 3.5
NOISE_LOW: float = -10.0
NOISE_HIGH: float = 20.0


@dataclass(frozen=True)
class SplitPoints:
    """Row numbers at which the shuffled data is cut."""

    train_end: int
    val_end: int

    @classmethod
    def of(cls, num_rows: int, train_size: float, val_size: float) -> SplitPoints:
        return cls(int(train_size * num_rows), int((train_size + val_size) * num_rows))

    def cut(self, rows: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        return rows[: self.train_end], rows[self.train_end : self.val_end], rows[self.val_end :]


class Scaler(NamedTuple):
    mean: FloatArray
    std: FloatArray


def _require_column(name: str, array: FloatArray) -> None:
    if array.ndim != 2 or array.shape[1] != 1:
        raise ValueError(f"{name} must be (N, 1), not {array.shape}")


def generate_data(num_samples: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Make the lesson's data: a line with uniform noise.

    X (N, 1) holds 0, 1, ..., N-1 as floats; y (N, 1) is 3.5 X + noise, the noise drawn
    uniformly from [-10, 20) with one call of rng.uniform. Returns X, y.
    """
    X = np.arange(num_samples, dtype=np.float64).reshape(-1, 1)
    noise = rng.uniform(low=NOISE_LOW, high=NOISE_HIGH, size=num_samples).reshape(-1, 1)
    return X, SLOPE * X + noise


def to_dataframe(X: FloatArray, y: FloatArray) -> pd.DataFrame:
    """Put X (N, 1) and y (N, 1) into a DataFrame with the columns "X" and "y"."""
    _require_column("X", X)
    _require_column("y", y)
    return pd.DataFrame({"X": X[:, 0], "y": y[:, 0]}, columns=["X", "y"])


def split_data(X: FloatArray, y: FloatArray, train_size: float, val_size: float, rng: np.random.Generator) -> tuple[FloatArray, ...]:
    """Shuffle the rows of X and y together and cut them into three parts.

    The first int(train_size N) rows train, those up to int((train_size + val_size) N) validate,
    the rest test. Returns X_train, X_val, X_test, y_train, y_val, y_test.
    """
    order = rng.permutation(X.shape[0])
    points = SplitPoints.of(X.shape[0], train_size, val_size)
    return (*points.cut(X[order]), *points.cut(y[order]))


def fit_scaler(X: FloatArray) -> Scaler:
    """Mean and population standard deviation (ddof 0) of each feature, both (D,)."""
    return Scaler(mean=X.mean(axis=0), std=X.std(axis=0))


def standardize(data: FloatArray, mean: FloatArray, std: FloatArray) -> FloatArray:
    """(data - mean) / std; where std is 0, divide by 1 instead."""
    safe_std = np.where(std == 0.0, 1.0, std)
    return (data - mean) / safe_std


def _demo() -> None:
    rng = np.random.default_rng(1234)
    X, y = generate_data(50, rng)
    X_train, *_ = split_data(X, y, 0.7, 0.15, rng)
    scaler = fit_scaler(X_train)
    assert np.allclose(standardize(X_train, *scaler).mean(axis=0), 0.0)


if __name__ == "__main__":
    _demo()
