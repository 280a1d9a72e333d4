"""Writes the shuffled rows back into the caller's X and y; the splits are right, the arguments are changed."""


def split_data(X, y, train_size, val_size, rng):
    indices = rng.permutation(len(X))
    X[:] = X[indices]
    y[:] = y[indices]
    a = int(train_size * len(X))
    b = int((train_size + val_size) * len(X))
    return (X[:a].copy(), X[a:b].copy(), X[b:].copy(), y[:a].copy(), y[a:b].copy(), y[b:].copy())
