"""Unit 1: generate the data, split it, standardize it."""

import numpy as np
import pandas as pd


def generate_data(num_samples, rng):
    """Make the lesson's data: a line with uniform noise.

    X (N, 1) holds 0, 1, ..., N-1 as floats; y (N, 1) is 3.5 X + noise, the noise drawn
    uniformly from [-10, 20) with one call of rng.uniform. Returns X, y.
    """
    X = np.arange(num_samples, dtype=float)
    noise = rng.uniform(-10, 20, size=num_samples)
    y = 3.5 * X + noise
    return X.reshape(-1, 1), y.reshape(-1, 1)


def to_dataframe(X, y):
    """Put X (N, 1) and y (N, 1) into a DataFrame with the columns "X" and "y"."""
    return pd.DataFrame(np.concatenate([X, y], axis=1), columns=["X", "y"])


def split_data(X, y, train_size, val_size, rng):
    """Shuffle the rows of X and y together and cut them into three parts.

    The first int(train_size N) rows train, those up to int((train_size + val_size) N) validate,
    the rest test. Returns X_train, X_val, X_test, y_train, y_val, y_test.
    """
    order = np.arange(len(X))
    rng.shuffle(order)
    X = X[order]
    y = y[order]
    i = int(train_size * len(X))
    j = int((train_size + val_size) * len(X))
    return X[:i], y[:i], X[i:j], y[i:j], X[j:], y[j:]


def fit_scaler(X):
    """Mean and population standard deviation (ddof 0) of each feature, both (D,)."""
    mean = X.mean(axis=0)
    std = X.std(axis=0)
    return mean, std


def standardize(data, mean, std):
    """(data - mean) / std; where std is 0, divide by 1 instead."""
    new_std = np.array(std)
    new_std[new_std == 0.0] = 1.0
    return (data - mean) / new_std
