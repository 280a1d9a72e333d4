"""Starts the test set at the end of the train set, so validation rows are in the test set too."""


def split_data(X, y, train_size, val_size, rng):
    indices = rng.permutation(X.shape[0])
    X = X[indices]
    y = y[indices]
    train_end = int(train_size * len(X))
    val_end = int((train_size + val_size) * len(X))
    X_train, y_train = X[:train_end], y[:train_end]
    X_val, y_val = X[train_end:val_end], y[train_end:val_end]
    X_test, y_test = X[train_end:], y[train_end:]
    return X_train, X_val, X_test, y_train, y_val, y_test
