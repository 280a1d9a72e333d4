"""Ranks and boolean masks; the rows of a part keep their old order."""

import numpy as np


def split_data(X, y, train_size, val_size, rng):
    N = len(X)
    rank = rng.permutation(N)
    lo, hi = int(train_size * N), int((train_size + val_size) * N)
    train = rank < lo
    val = (rank >= lo) & (rank < hi)
    test = ~(train | val)
    return X[train], X[val], X[test], y[train], y[val], y[test]
