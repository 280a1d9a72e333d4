"""X and y glued together before the two splits."""

import numpy as np
from sklearn.model_selection import train_test_split


def split_data(X, y, seed):
    both = np.hstack((X, y))
    train, rest = train_test_split(both, train_size=0.7, random_state=seed, shuffle=True)
    val, test = train_test_split(rest, train_size=0.5, test_size=0.5, random_state=seed)
    D = X.shape[1]
    return *(p[:, :D] for p in (train, val, test)), *(p[:, D:] for p in (train, val, test))
