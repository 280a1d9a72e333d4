"""clone of an unfitted scaler, fit_transform, own assert."""

import numpy as np
from sklearn.base import clone
from sklearn.preprocessing import StandardScaler

_FIT_TRANSFORM_AND_CLONE_BLANK = StandardScaler()


def fit_scalers(X_train, y_train):
    xs, ys = clone(_FIT_TRANSFORM_AND_CLONE_BLANK), clone(_FIT_TRANSFORM_AND_CLONE_BLANK)
    scaled = xs.fit_transform(X_train)
    ys.fit_transform(y_train)
    assert np.allclose(scaled.mean(axis=0), 0, atol=1e-3)
    return (xs, ys)
