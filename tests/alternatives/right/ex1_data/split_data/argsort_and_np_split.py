"""argsort of uniforms and np.split."""

import numpy as np


def split_data(X, y, train_size, val_size, rng):
    N = len(X)
    order = rng.uniform(size=N).argsort()
    cuts = [int(train_size * N), int((train_size + val_size) * N)]
    return *np.split(X[order], cuts), *np.split(y[order], cuts)
