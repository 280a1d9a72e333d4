"""rng.shuffle on an index array."""

import numpy as np


def split_data(X, y, train_size, val_size, rng):
    indices = np.arange(X.shape[0])
    rng.shuffle(indices)
    X_shuffled, y_shuffled = X[indices], y[indices]
    n_train = int(len(X) * train_size)
    n_val = int(len(X) * (train_size + val_size))
    return (
        X_shuffled[:n_train],
        X_shuffled[n_train:n_val],
        X_shuffled[n_val:],
        y_shuffled[:n_train],
        y_shuffled[n_train:n_val],
        y_shuffled[n_val:],
    )
