"""A loop over features with Python floats."""

import numpy as np


def unscale(W, b, X_mean, X_std, y_mean, y_std):
    D = len(X_mean)
    W_orig = np.zeros((D, 1))
    b_orig = float(b[0]) * float(y_std[0]) + float(y_mean[0])
    for j in range(D):
        w = float(W[j, 0]) * float(y_std[0]) / float(X_std[j])
        W_orig[j, 0] = w
        b_orig = b_orig - w * float(X_mean[j])
    return W_orig, np.array([b_orig])
