"""Passes 0.7 as test_size, so only 30 percent are left for training, for every N."""

from sklearn.model_selection import train_test_split


def split_data(X, y, seed):
    X_train, X_, y_train, y_ = train_test_split(X, y, test_size=0.7, random_state=seed)
    X_val, X_test, y_val, y_test = train_test_split(X_, y_, test_size=0.5, random_state=seed)
    return X_train, X_val, X_test, y_train, y_val, y_test
