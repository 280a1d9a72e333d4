"""Slices first and shuffles inside each split, so the train set is always the first rows."""

import numpy as np


def split_data(X, y, train_size, val_size, rng):
    n = len(X)
    a = int(train_size * n)
    b = int((train_size + val_size) * n)
    train = rng.permutation(np.arange(0, a))
    val = rng.permutation(np.arange(a, b))
    test = rng.permutation(np.arange(b, n))
    return X[train], X[val], X[test], y[train], y[val], y[test]
