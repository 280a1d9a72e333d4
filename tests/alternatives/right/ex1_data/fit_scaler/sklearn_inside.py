"""StandardScaler; var_ and not scale_, for scale_ is 1 where a feature is constant."""

from sklearn.preprocessing import StandardScaler


def fit_scaler(X):
    scaler = StandardScaler().fit(X)
    return scaler.mean_, scaler.var_ ** 0.5
