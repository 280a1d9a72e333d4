"""Splits the row numbers, then indexes; a list as the answer."""

import numpy as np
from sklearn.model_selection import train_test_split


def split_data(X, y, seed):
    rows = np.arange(len(X))
    train, rest = train_test_split(rows, train_size=0.7, random_state=seed)
    val, test = train_test_split(rest, train_size=0.5, random_state=seed)
    return [array[part] for array in (X, y) for part in (train, val, test)]
