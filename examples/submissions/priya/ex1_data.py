"""Unit 1: generate the data, split it, standardize it."""

import numpy as np
import pandas as pd


def generate_data(num_samples, rng):
    """Make the lesson's data: a line with uniform noise.

    X (N, 1) holds 0, 1, ..., N-1 as floats; y (N, 1) is 3.5 X + noise, the noise drawn
    uniformly from [-10, 20) with one call of rng.uniform. Returns X, y.
    """
    X = np.arange(num_samples, dtype=float).reshape(-1, 1)
    # noise in [-10, 10)
    noise = rng.uniform(-10, 10, size=num_samples).reshape(-1, 1)
    y = 3.5 * X + noise
    return X, y


def to_dataframe(X, y):
    """Put X (N, 1) and y (N, 1) into a DataFrame with the columns "X" and "y"."""
    return pd.DataFrame({"X": X[:, 0], "y": y[:, 0]})


def split_data(X, y, train_size, val_size, rng):
    """Shuffle the rows of X and y together and cut them into three parts.

    The first int(train_size N) rows train, those up to int((train_size + val_size) N) validate,
    the rest test. Returns X_train, X_val, X_test, y_train, y_val, y_test.
    """
    num_samples = len(X)
    indices = rng.permutation(num_samples)
    X, y = X[indices], y[indices]
    train_end = int(num_samples * train_size)
    val_end = int(num_samples * (train_size + val_size))
    X_train, y_train = X[:train_end], y[:train_end]
    X_val, y_val = X[train_end:val_end], y[train_end:val_end]
    X_test, y_test = X[val_end:], y[val_end:]
    return X_train, X_val, X_test, y_train, y_val, y_test


def fit_scaler(X):
    """Mean and population standard deviation (ddof 0) of each feature, both (D,)."""
    return np.mean(X, axis=0), np.std(X, axis=0)


def standardize(data, mean, std):
    """(data - mean) / std; where std is 0, divide by 1 instead."""
    divisor = [s if s > 0 else 1.0 for s in std]
    return (data - mean) / divisor
