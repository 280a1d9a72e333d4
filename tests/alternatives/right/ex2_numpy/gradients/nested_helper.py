"""A closure for the derivative along any column."""

import numpy as np


def gradients(X, y, y_hat):
    """Derivatives of the loss."""

    def along(column):
        return 2 * float(np.vdot(column, y_hat - y)) / len(y)

    dW = np.array([[along(X[:, j])] for j in range(X.shape[1])])
    db = np.array([along(np.ones(len(X)))])
    return dW, db
