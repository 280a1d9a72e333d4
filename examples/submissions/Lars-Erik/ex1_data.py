"""Unit 1: generate the data, split it, standardize it."""

import numpy as np
import pandas as pd


def generate_data(num_samples, rng):
    """Make the lesson's data: a line with uniform noise.

    X (N, 1) holds 0, 1, ..., N-1 as floats; y (N, 1) is 3.5 X + noise, the noise drawn
    uniformly from [-10, 20) with one call of rng.uniform. Returns X, y.
    """
    X = np.arange(num_samples, dtype=np.float64)[:, np.newaxis]
    noise = rng.uniform(-10, 20, num_samples)[:, np.newaxis]
    return X, 3.5*X + noise


def to_dataframe(X, y):
    """Put X (N, 1) and y (N, 1) into a DataFrame with the columns "X" and "y"."""
    return pd.DataFrame({'X': X.ravel(), 'y': y.ravel()})


def split_data(X, y, train_size, val_size, rng):
    """Shuffle the rows of X and y together and cut them into three parts.

    The first int(train_size N) rows train, those up to int((train_size + val_size) N) validate,
    the rest test. Returns X_train, X_val, X_test, y_train, y_val, y_test.
    """
    N = X.shape[0]
    p = rng.permutation(N)
    n1 = round(train_size*N)
    n2 = round((train_size + val_size)*N)
    return X[p[:n1]], X[p[n1:n2]], X[p[n2:]], y[p[:n1]], y[p[n1:n2]], y[p[n2:]]


def fit_scaler(X):
    """Mean and population standard deviation (ddof 0) of each feature, both (D,)."""
    return np.mean(X), np.std(X)


def standardize(data, mean, std):
    """(data - mean) / std; where std is 0, divide by 1 instead."""
    std = np.where(std == 0, 1.0, std)
    return (data - mean)/std
