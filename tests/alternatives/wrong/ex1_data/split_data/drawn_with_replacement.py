"""Draws random row numbers with replacement, so some rows land in several splits and others in none."""


def split_data(X, y, train_size, val_size, rng):
    n = len(X)
    indices = rng.choice(n, n)
    X, y = X[indices], y[indices]
    a, b = int(train_size * n), int((train_size + val_size) * n)
    return X[:a], X[a:b], X[b:], y[:a], y[a:b], y[b:]
