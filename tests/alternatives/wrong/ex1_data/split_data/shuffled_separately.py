"""Shuffles X and y with two different permutations, so rows lose their own targets."""


def split_data(X, y, train_size, val_size, rng):
    X = rng.permutation(X)
    y = rng.permutation(y)
    a = int(train_size * len(X))
    b = int((train_size + val_size) * len(X))
    return X[:a], X[a:b], X[b:], y[:a], y[a:b], y[b:]
