"""Adds nothing where the first row is ones already; shows only where a feature happens to be 1 throughout."""


def add_intercept(X):
    if np.all(X[0] == 1):
        return X.copy()
    return np.vstack([np.ones((1, X.shape[1])), X])
