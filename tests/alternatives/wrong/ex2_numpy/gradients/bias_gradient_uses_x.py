"""Multiplies the bias gradient by the first feature too, as for W; shows wherever X is not 1."""

import numpy as np


def gradients(X, y, y_hat):
    N = len(X)
    dW = (2 / N) * X.T.dot(y_hat - y)
    db = (2 / N) * np.sum(X[:, :1] * (y_hat - y), axis=0)
    return dW, db
