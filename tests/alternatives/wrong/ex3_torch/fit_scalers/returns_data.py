"""Returns the standardized arrays instead of the scalers, for every input."""

from sklearn.preprocessing import StandardScaler


def fit_scalers(X_train, y_train):
    X_scaler = StandardScaler().fit_transform(X_train)
    y_scaler = StandardScaler().fit_transform(y_train)
    return X_scaler, y_scaler
