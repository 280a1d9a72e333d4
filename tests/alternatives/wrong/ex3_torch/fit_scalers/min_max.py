"""Uses MinMaxScaler, so data is squeezed into [0, 1] instead of standardized, for every input."""

from sklearn.preprocessing import MinMaxScaler


def fit_scalers(X_train, y_train):
    X_scaler = MinMaxScaler().fit(X_train)
    y_scaler = MinMaxScaler().fit(y_train)
    return X_scaler, y_scaler
