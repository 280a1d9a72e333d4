"""Fits one StandardScaler on X and then again on y, so the X scaler holds the statistics of y."""

from sklearn.preprocessing import StandardScaler


def fit_scalers(X_train, y_train):
    scaler = StandardScaler()
    X_scaler = scaler.fit(X_train)
    y_scaler = scaler.fit(y_train)
    return X_scaler, y_scaler
