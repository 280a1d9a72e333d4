"""Makes the second split from all rows instead of the remainder, so train rows are in validation and test too."""

from sklearn.model_selection import train_test_split


def split_data(X, y, seed):
    X_train, _X_rest, y_train, _y_rest = train_test_split(X, y, train_size=0.7, random_state=seed)
    X_val, X_test, y_val, y_test = train_test_split(X, y, train_size=0.5, random_state=seed)
    return X_train, X_val, X_test, y_train, y_val, y_test
