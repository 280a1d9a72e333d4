"""Two scalers, fitted one after the other."""

from sklearn.preprocessing import StandardScaler


def fit_scalers(X_train, y_train):
    X_scaler = StandardScaler()
    X_scaler.fit(X_train)
    y_scaler = StandardScaler()
    y_scaler.fit(y_train)
    return X_scaler, y_scaler
