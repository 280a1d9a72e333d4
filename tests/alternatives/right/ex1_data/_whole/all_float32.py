"""float32 throughout."""

import numpy as np
import pandas as pd

F = np.float32


def generate_data(num_samples, rng):
    X = np.arange(num_samples).astype(F).reshape(-1, 1)
    y = F(3.5) * X + rng.uniform(-10, 20, size=num_samples).astype(F).reshape(-1, 1)
    return X, y


def to_dataframe(X, y):
    return pd.DataFrame({"X": X.ravel(), "y": y.ravel()})


def split_data(X, y, train_size, val_size, rng):
    p = rng.permutation(len(X))
    i, j = int(len(X) * train_size), int(len(X) * (train_size + val_size))
    return X[p[:i]], X[p[i:j]], X[p[j:]], y[p[:i]], y[p[i:j]], y[p[j:]]


def fit_scaler(X):
    X = X.astype(F)
    return X.mean(axis=0), X.std(axis=0)


def standardize(data, mean, std):
    data, mean, std = data.astype(F), mean.astype(F), std.astype(F)
    return (data - mean) / np.where(std == 0, F(1), std)
