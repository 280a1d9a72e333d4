"""Unit 1: generate the data, split it, standardize it."""

import numpy as np
import pandas as pd


def generate_data(num_samples, rng):
    """Make the lesson's data: a line with uniform noise.

    X (N, 1) holds 0, 1, ..., N-1 as floats; y (N, 1) is 3.5 X + noise, the noise drawn
    uniformly from [-10, 20) with one call of rng.uniform. Returns X, y.
    """
    X = np.arange(0.0, num_samples).reshape(-1, 1)
    y = 3.5 * X + rng.uniform(-10, 20, (num_samples, 1))
    return X, y


def to_dataframe(X, y):
    """Put X (N, 1) and y (N, 1) into a DataFrame with the columns "X" and "y"."""
    return pd.DataFrame({"X": X.ravel(), "y": y.ravel()})


def split_data(X, y, train_size, val_size, rng):
    """Shuffle the rows of X and y together and cut them into three parts.

    The first int(train_size N) rows train, those up to int((train_size + val_size) N) validate,
    the rest test. Returns X_train, X_val, X_test, y_train, y_val, y_test.
    """
    n = len(X)
    idx = rng.permutation(n)
    n_train = int(train_size * n)
    n_val = int(val_size * n)
    tr, va, te = idx[:n_train], idx[n_train:n_train + n_val], idx[n_train + n_val:]
    return X[tr], X[va], X[te], y[tr], y[va], y[te]


def fit_scaler(X):
    """Mean and population standard deviation (ddof 0) of each feature, both (D,)."""
    return X.mean(axis=0), X.std(axis=0)


def standardize(data, mean, std):
    """(data - mean) / std; where std is 0, divide by 1 instead."""
    s = np.where(std == 0, 1, std)
    return (data - mean) / s
