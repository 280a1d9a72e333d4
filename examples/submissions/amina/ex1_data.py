"""Unit 1: generate the data, split it, standardize it."""

import numpy as np
import pandas as pd


def generate_data(n, rng):
    """Make the lesson's data: a line with uniform noise.

    X (N, 1) holds 0, 1, ..., N-1 as floats; y (N, 1) is 3.5 X + noise, the noise drawn
    uniformly from [-10, 20) with one call of rng.uniform. Returns X, y.
    """
    X = np.linspace(0, n - 1, n).reshape(n, 1)
    y = 3.5 * X + rng.uniform(-10, 20, n).reshape(n, 1)
    return X, y


def to_dataframe(X, y):
    """Put X (N, 1) and y (N, 1) into a DataFrame with the columns "X" and "y"."""
    df = pd.DataFrame()
    df["X"] = X.flatten()
    df["y"] = y.flatten()
    return df


def split_data(X, y, train_size, val_size, rng):
    """Shuffle the rows of X and y together and cut them into three parts.

    The first int(train_size N) rows train, those up to int((train_size + val_size) N) validate,
    the rest test. Returns X_train, X_val, X_test, y_train, y_val, y_test.
    """
    n = len(X)
    # shuffle both
    X = X[rng.permutation(n)]
    y = y[rng.permutation(n)]
    n_train = int(train_size * n)
    n_val = int((train_size + val_size) * n)
    X_train, X_val, X_test = X[:n_train], X[n_train:n_val], X[n_val:]
    y_train, y_val, y_test = y[:n_train], y[n_train:n_val], y[n_val:]
    return X_train, X_val, X_test, y_train, y_val, y_test


def fit_scaler(X):
    """Mean and population standard deviation (ddof 0) of each feature, both (D,)."""
    mean = np.mean(X, axis=0)
    std = np.std(X, axis=0)
    return mean, std


def standardize(data, mean, std):
    """(data - mean) / std; where std is 0, divide by 1 instead."""
    std = std.copy()
    std[std == 0] = 1
    return (data - mean) / std
