"""Fisher-Yates by hand on a Python list."""

import math

import numpy as np


def _python_lists_fisher_yates_shuffle(how_many, rng):
    deck = list(range(how_many))
    i = how_many - 1
    while i > 0:
        j = int(math.floor(rng.uniform(0, i + 1)))
        deck[i], deck[j] = deck[j], deck[i]
        i -= 1
    return deck


def split_data(X, y, train_size, val_size, rng):
    N, D = X.shape
    a, b = int(train_size * N), int((train_size + val_size) * N)
    deck = _python_lists_fisher_yates_shuffle(N, rng)
    Xs = [[], [], []]
    ys = [[], [], []]
    for place, row in enumerate(deck):
        if place < a:
            which = 0
        elif place < b:
            which = 1
        else:
            which = 2
        Xs[which].append(X[row])
        ys[which].append(y[row])
    # reshape, because an empty list has no columns
    out = [np.array(part, dtype=float).reshape(len(part), D) for part in Xs]
    out += [np.array(part, dtype=float).reshape(len(part), 1) for part in ys]
    return out
