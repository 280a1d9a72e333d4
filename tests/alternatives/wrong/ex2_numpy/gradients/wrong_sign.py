"""Uses y - y_hat, so both gradients point downhill, for every nonzero error."""

import numpy as np


def gradients(X, y, y_hat):
    N = len(y)
    error = y - y_hat
    dW = (2 / N) * X.T @ error
    db = (2 / N) * np.sum(error, axis=0)
    return dW, db
