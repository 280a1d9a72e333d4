"""Loops over samples and features."""

import numpy as np


def gradients(X, y, y_hat):
    N, D = X.shape
    dW = np.zeros((D, 1))
    db = np.zeros(1)
    for i in range(N):
        diff = y_hat[i, 0] - y[i, 0]
        for j in range(D):
            dW[j, 0] += 2.0 / N * diff * X[i, j]
        db[0] += 2.0 / N * diff
    return dW, db
