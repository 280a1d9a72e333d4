"""The plane in original units, by unscale."""

import numpy as np


def predict(model, X_scaler, y_scaler, X_new):
    W, b = unscale(model, X_scaler, y_scaler)
    return np.asarray(X_new, dtype=float) @ W + b
