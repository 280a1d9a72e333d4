"""Unit 1: generate the data, split it, standardize it."""

import numpy as np
import pandas as pd
import torch


def t32(a):
    return torch.as_tensor(np.asarray(a), dtype=torch.float32)


def generate_data(num_samples, rng):
    """Make the lesson's data: a line with uniform noise.

    X (N, 1) holds 0, 1, ..., N-1 as floats; y (N, 1) is 3.5 X + noise, the noise drawn
    uniformly from [-10, 20) with one call of rng.uniform. Returns X, y.
    """
    x = torch.arange(num_samples, dtype=torch.float32).unsqueeze(1)
    noise = t32(rng.uniform(-10.0, 20.0, size=num_samples)).unsqueeze(1)
    return x.numpy(), (3.5 * x + noise).numpy()


def to_dataframe(X, y):
    """Put X (N, 1) and y (N, 1) into a DataFrame with the columns "X" and "y"."""
    return pd.DataFrame({"X": X.squeeze(1), "y": y.squeeze(1)})


def split_data(X, y, train_size, val_size, rng):
    """Shuffle the rows of X and y together and cut them into three parts.

    The first int(train_size N) rows train, those up to int((train_size + val_size) N) validate,
    the rest test. Returns X_train, X_val, X_test, y_train, y_val, y_test.
    """
    n = X.shape[0]
    n_train, n_seen = int(train_size * n), int((train_size + val_size) * n)
    perm = rng.permutation(n)
    train, val, test = perm[:n_train], perm[n_train:n_seen], perm[n_seen:]
    return X[train], X[val], X[test], y[train], y[val], y[test]


def fit_scaler(X):
    """Mean and population standard deviation (ddof 0) of each feature, both (D,)."""
    x = t32(X)
    return x.mean(dim=0).numpy(), x.std(dim=0, unbiased=False).numpy()


def standardize(data, mean, std):
    """(data - mean) / std; where std is 0, divide by 1 instead."""
    std = t32(std)
    std = torch.where(std == 0, torch.ones_like(std), std)  # what StandardScaler does
    return ((t32(data) - t32(mean)) / std).numpy()
