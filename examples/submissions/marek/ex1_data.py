"""Unit 1: generate the data, split it, standardize it."""

import numpy as np
import pandas as pd


def generate_data(num_samples, rng):
    """Make the lesson's data: a line with uniform noise.

    X (N, 1) holds 0, 1, ..., N-1 as floats; y (N, 1) is 3.5 X + noise, the noise drawn
    uniformly from [-10, 20) with one call of rng.uniform. Returns X, y.
    """
    X = np.arange(num_samples)[:, None] * 1.0
    y = X * 3.5 + rng.uniform(-10, 20, num_samples)[:, None]
    return X, y


def to_dataframe(X, y):
    """Put X (N, 1) and y (N, 1) into a DataFrame with the columns "X" and "y"."""
    return pd.DataFrame({"X": X[:, 0], "y": y[:, 0]})


def split_data(X, y, train_size, val_size, rng):
    """Shuffle the rows of X and y together and cut them into three parts.

    The first int(train_size N) rows train, those up to int((train_size + val_size) N) validate,
    the rest test. Returns X_train, X_val, X_test, y_train, y_val, y_test.
    """
    N = len(X)
    perm = rng.permutation(N)
    Xs = X[perm]
    ys = y[perm]
    t = int(train_size * N)
    v = int((train_size + val_size) * N)
    return Xs[:t], Xs[t:v], Xs[v:], ys[:t], ys[t:v], ys[v:]


def fit_scaler(X):
    """Mean and population standard deviation (ddof 0) of each feature, both (D,)."""
    mean = X.mean(axis=0)
    var = ((X - mean) ** 2).mean(axis=0)
    return mean, var


def standardize(data, mean, std):
    """(data - mean) / std; where std is 0, divide by 1 instead."""
    ok = np.where(std > 0, std, 1.0)
    return (data - mean) / ok
