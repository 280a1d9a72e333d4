"""split_data loses the first test row (border + 1), and standardize gives NaN for a constant feature."""


def split_data(X, y, train_size, val_size, rng):
    indices = rng.permutation(len(X))
    a = int(train_size * len(X))
    b = int((train_size + val_size) * len(X))
    train, val, test = indices[:a], indices[a:b], indices[b + 1:]
    return X[train], X[val], X[test], y[train], y[val], y[test]


def standardize(data, mean, std):
    return (data - mean) / std
