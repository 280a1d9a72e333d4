"""Two calls with test_size=0.5 for the second."""

from sklearn.model_selection import train_test_split


def split_data(X, y, seed):
    X_train, X_rest, y_train, y_rest = train_test_split(X, y, train_size=0.7, random_state=seed)
    X_val, X_test, y_val, y_test = train_test_split(X_rest, y_rest, test_size=0.5, random_state=seed)
    print("train", X_train.shape, "val", X_val.shape, "test", X_test.shape)
    return X_train, X_val, X_test, y_train, y_val, y_test
