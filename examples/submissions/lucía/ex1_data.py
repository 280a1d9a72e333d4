"""Unit 1: generate the data, split it, standardize it."""

import numpy as np
import pandas as pd


def generate_data(num_samples, rng):
    """Make the lesson's data: a line with uniform noise.

    X (N, 1) holds 0, 1, ..., N-1 as floats; y (N, 1) is 3.5 X + noise, the noise drawn
    uniformly from [-10, 20) with one call of rng.uniform. Returns X, y.
    """
    X = np.arange(num_samples, dtype=float).reshape(num_samples, 1)
    noise = rng.uniform(-10, 20, size=num_samples).reshape(num_samples, 1)
    y = 3.5 * X + noise
    return X, y


def to_dataframe(X, y):
    """Put X (N, 1) and y (N, 1) into a DataFrame with the columns "X" and "y"."""
    # an empty table first: double it until there is a row for every sample
    rows = [None]
    while len(rows) != len(X):
        rows = rows + rows
    # then fill it
    for i in range(len(X)):
        rows[i] = [X[i, 0], y[i, 0]]
    return pd.DataFrame(rows, columns=["X", "y"])


def split_data(X, y, train_size, val_size, rng):
    """Shuffle the rows of X and y together and cut them into three parts.

    The first int(train_size N) rows train, those up to int((train_size + val_size) N) validate,
    the rest test. Returns X_train, X_val, X_test, y_train, y_val, y_test.
    """
    order = rng.permutation(len(X))
    X_shuffled = X[order]
    y_shuffled = y[order]
    end_train = int(train_size * len(X))
    end_val = int((train_size + val_size) * len(X))
    X_train = X_shuffled[:end_train]
    X_val = X_shuffled[end_train:end_val]
    X_test = X_shuffled[end_val:]
    y_train = y_shuffled[:end_train]
    y_val = y_shuffled[end_train:end_val]
    y_test = y_shuffled[end_val:]
    return X_train, X_val, X_test, y_train, y_val, y_test


def fit_scaler(X):
    """Mean and population standard deviation (ddof 0) of each feature, both (D,)."""
    return X.mean(axis=0), X.std(axis=0)


def standardize(data, mean, std):
    """(data - mean) / std; where std is 0, divide by 1 instead."""
    std = np.where(std == 0, 1, std)
    return (data - mean) / std
