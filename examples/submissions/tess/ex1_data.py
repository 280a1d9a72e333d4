"""Unit 1: generate the data, split it, standardize it."""

import numpy as np
import pandas as pd


def generate_data(num_samples, rng):
    """Make the lesson's data: a line with uniform noise.

    X (N, 1) holds 0, 1, ..., N-1 as floats; y (N, 1) is 3.5 X + noise, the noise drawn
    uniformly from [-10, 20) with one call of rng.uniform. Returns X, y.
    """
    X = np.arange(num_samples, dtype=float).reshape(-1, 1)
    noise = np.random.uniform(-10, 20, size=num_samples).reshape(-1, 1)
    return X, 3.5 * X + noise


def to_dataframe(X, y):
    """Put X (N, 1) and y (N, 1) into a DataFrame with the columns "X" and "y"."""
    df = pd.DataFrame({"X": X.flatten(), "y": y.flatten()})
    return df


def split_data(X, y, train_size, val_size, rng):
    """Shuffle the rows of X and y together and cut them into three parts.

    The first int(train_size N) rows train, those up to int((train_size + val_size) N) validate,
    the rest test. Returns X_train, X_val, X_test, y_train, y_val, y_test.
    """
    n_train = int(len(X) * train_size)
    n_val = int(len(X) * (train_size + val_size))
    X_train = X[:n_train]
    X_val = X[n_train:n_val]
    X_test = X[n_val:]
    y_train = y[:n_train]
    y_val = y[n_train:n_val]
    y_test = y[n_val:]
    return X_train, X_val, X_test, y_train, y_val, y_test


def fit_scaler(X):
    """Mean and population standard deviation (ddof 0) of each feature, both (D,)."""
    mean = X.mean(axis=0)
    std = X.std(axis=0)
    print(mean, std)


def standardize(data, mean, std):
    """(data - mean) / std; where std is 0, divide by 1 instead."""
    # TODO: your code here
    raise NotImplementedError
