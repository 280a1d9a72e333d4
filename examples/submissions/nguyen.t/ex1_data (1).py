"""Unit 1: generate the data, split it, standardize it."""

import numpy as np
import pandas as pd


def generate_data(num_samples, rng):
    """Make the lesson's data: a line with uniform noise.

    X (N, 1) holds 0, 1, ..., N-1 as floats; y (N, 1) is 3.5 X + noise, the noise drawn
    uniformly from [-10, 20) with one call of rng.uniform. Returns X, y.
    """
    X = np.arange(num_samples, dtype=float).reshape(-1, 1)
    y = 3.5 * X + rng.uniform(-10, 20, size=num_samples).reshape(-1, 1)
    return X, y


def to_dataframe(X, y):
    """Put X (N, 1) and y (N, 1) into a DataFrame with the columns "X" and "y"."""
    return pd.DataFrame({"X": X.reshape(-1), "y": y.reshape(-1)})


def split_data(X, y, train_size, val_size, rng):
    """Shuffle the rows of X and y together and cut them into three parts.

    The first int(train_size N) rows train, those up to int((train_size + val_size) N) validate,
    the rest test. Returns X_train, X_val, X_test, y_train, y_val, y_test.
    """
    n = len(X)
    perm = rng.permutation(n)
    X, y = X[perm], y[perm]
    a, b = int(n * train_size), int(n * (train_size + val_size))
    return X[:a], X[a:b], X[b:], y[:a], y[a:b], y[b:]


def fit_scaler(X):
    """Mean and population standard deviation (ddof 0) of each feature, both (D,)."""
    return np.mean(X, axis=0), np.std(X, axis=0)


def standardize(data, mean, std):
    """(data - mean) / std; where std is 0, divide by 1 instead."""
    return (data - mean) / np.where(std == 0.0, 1.0, std)
