"""functools.partial, and a dict in between."""

from functools import partial

from sklearn.model_selection import train_test_split


def split_data(X, y, seed):
    split = partial(train_test_split, random_state=seed)
    data = {}
    data["X_train"], X_other, data["y_train"], y_other = split(X, y, train_size=0.7)
    data["X_val"], data["X_test"], data["y_val"], data["y_test"] = split(X_other, y_other, train_size=0.5)
    names = "X_train X_val X_test y_train y_val y_test".split()
    return tuple(data[name] for name in names)
