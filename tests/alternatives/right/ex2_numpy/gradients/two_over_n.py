"""2/N X'(y_hat - y)."""

import numpy as np


def gradients(X, y, y_hat):
    N = X.shape[0]
    error = y_hat - y
    dW = (2 / N) * np.dot(X.T, error)
    db = (2 / N) * np.sum(error, axis=0)
    return dW, db
