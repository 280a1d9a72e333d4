"""Returns X_train, y_train, X_val, y_val, X_test, y_test instead of all X before all y."""


def split_data(X, y, train_size, val_size, rng):
    indices = rng.permutation(len(X))
    X, y = X[indices], y[indices]
    a = int(train_size * len(X))
    b = int((train_size + val_size) * len(X))
    return X[:a], y[:a], X[a:b], y[a:b], X[b:], y[b:]
