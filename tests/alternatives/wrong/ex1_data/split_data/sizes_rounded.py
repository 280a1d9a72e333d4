"""Rounds the split borders instead of truncating; one row too many where a fraction is above one half, as 0.7 * 11."""


def split_data(X, y, train_size, val_size, rng):
    indices = rng.permutation(len(X))
    a = round(train_size * len(X))
    b = round((train_size + val_size) * len(X))
    X, y = X[indices], y[indices]
    return X[:a], X[a:b], X[b:], y[:a], y[a:b], y[b:]
