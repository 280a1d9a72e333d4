"""Uses the sample standard deviation (ddof 1) as pandas does, for any non-constant feature."""


def fit_scaler(X):
    mean = X.mean(axis=0)
    std = X.std(axis=0, ddof=1)
    return mean, std
