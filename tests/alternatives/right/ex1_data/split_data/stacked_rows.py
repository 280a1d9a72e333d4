"""X and y are glued together, and the rows are shuffled."""

import numpy as np


def split_data(X, y, train_size, val_size, rng):
    together = np.concatenate((X, y), axis=1)
    rng.shuffle(together)
    N = together.shape[0]
    first = int(N * train_size)
    last = int(N * (train_size + val_size))
    train, val, test = together[:first], together[first:last], together[last:]
    return (train[:, :-1], val[:, :-1], test[:, :-1], train[:, -1:], val[:, -1:], test[:, -1:])
