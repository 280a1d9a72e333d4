"""Unit 1: generate the data, split it, standardize it."""

import numpy as np
import pandas as pd
from sklearn.preprocessing import StandardScaler


def generate_data(num_samples, rng):
    """Make the lesson's data: a line with uniform noise.

    X (N, 1) holds 0, 1, ..., N-1 as floats; y (N, 1) is 3.5 X + noise, the noise drawn
    uniformly from [-10, 20) with one call of rng.uniform. Returns X, y.
    """
    df = pd.DataFrame({"X": np.arange(num_samples, dtype=float)})
    df["y"] = 3.5 * df["X"] + rng.uniform(-10, 20, size=len(df))
    return df[["X"]].to_numpy(), df[["y"]].to_numpy()


def to_dataframe(X, y):
    """Put X (N, 1) and y (N, 1) into a DataFrame with the columns "X" and "y"."""
    return pd.DataFrame(X, columns=["X"]).assign(y=y)


def split_data(X, y, train_size, val_size, rng):
    """Shuffle the rows of X and y together and cut them into three parts.

    The first int(train_size N) rows train, those up to int((train_size + val_size) N) validate,
    the rest test. Returns X_train, X_val, X_test, y_train, y_val, y_test.
    """
    features = [f"x{i}" for i in range(X.shape[1])]
    df = pd.DataFrame(X, columns=features).assign(y=y)
    df = df.iloc[rng.permutation(len(df))].reset_index(drop=True)
    first = int(train_size * len(df))
    second = int((train_size + val_size) * len(df))
    parts = [df.iloc[:first], df.iloc[first:second], df.iloc[second:]]
    return (*[p[features].to_numpy() for p in parts], *[p[["y"]].to_numpy() for p in parts])


def fit_scaler(X):
    """Mean and population standard deviation (ddof 0) of each feature, both (D,)."""
    # not scale_: sklearn already puts 1 there for constant columns
    scaler = StandardScaler().fit(X)
    return scaler.mean_, np.sqrt(scaler.var_)


def standardize(data, mean, std):
    """(data - mean) / std; where std is 0, divide by 1 instead."""
    df = pd.DataFrame(data)
    std = pd.Series(std, index=df.columns).replace(0.0, 1.0)
    return ((df - pd.Series(mean, index=df.columns)) / std).to_numpy()
