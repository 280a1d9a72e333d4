"""Fits with copy=False and fit_transform, so the caller's float arrays are standardized in place."""

from sklearn.preprocessing import StandardScaler


def fit_scalers(X_train, y_train):
    X_scaler = StandardScaler(copy=False)
    y_scaler = StandardScaler(copy=False)
    X_scaler.fit_transform(X_train)
    y_scaler.fit_transform(y_train)
    return X_scaler, y_scaler
