"""Unit 1: generate the data, split it, standardize it."""

import numpy as np
import pandas as pd


def generate_data(num_samples, rng):
    """Make the lesson's data: a line with uniform noise.

    X (N, 1) holds 0, 1, ..., N-1 as floats; y (N, 1) is 3.5 X + noise, the noise drawn
    uniformly from [-10, 20) with one call of rng.uniform. Returns X, y.
    """
    X = np.array([[float(i)] for i in range(num_samples)]).reshape(num_samples, 1)
    noise = rng.uniform(-10, 20, size=num_samples)
    y = 3.5 * X + noise.reshape(num_samples, 1)
    return X, y


def to_dataframe(X, y):
    """Put X (N, 1) and y (N, 1) into a DataFrame with the columns "X" and "y"."""
    return pd.DataFrame({"x": X[:, 0], "y": y[:, 0]})


def split_data(X, y, train_size, val_size, rng):
    """Shuffle the rows of X and y together and cut them into three parts.

    The first int(train_size N) rows train, those up to int((train_size + val_size) N) validate,
    the rest test. Returns X_train, X_val, X_test, y_train, y_val, y_test.
    """
    N = len(X)
    perm = rng.permutation(N)
    train_idx = perm[: int(train_size * N)]
    val_idx = perm[int(train_size * N) : int((train_size + val_size) * N)]
    test_idx = perm[int((train_size + val_size) * N) :]
    return X[train_idx], X[val_idx], X[test_idx], y[train_idx], y[val_idx], y[test_idx]


def fit_scaler(X):
    """Mean and population standard deviation (ddof 0) of each feature, both (D,)."""
    mean = X.sum(axis=0) / len(X)
    std = np.sqrt(((X - mean) ** 2).sum(axis=0) / len(X))
    return mean, std


def standardize(data, mean, std):
    """(data - mean) / std; where std is 0, divide by 1 instead."""
    return (data - mean) / np.where(std == 0, 1, std)
