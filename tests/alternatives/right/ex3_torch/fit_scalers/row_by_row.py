"""partial_fit, row by row."""

from sklearn.preprocessing import StandardScaler


def _row_by_row_fit(array):
    scaler = StandardScaler()
    for i in range(len(array)):
        scaler.partial_fit(array[i : i + 1])
    return scaler


def fit_scalers(X_train, y_train):
    return _row_by_row_fit(X_train), _row_by_row_fit(y_train)
