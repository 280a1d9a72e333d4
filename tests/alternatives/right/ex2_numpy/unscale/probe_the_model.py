"""Asks the model at the origin and at each unit vector."""

import numpy as np


def unscale(W, b, X_mean, X_std, y_mean, y_std):
    def model(X):
        return ((X - X_mean) / X_std @ W + b) * y_std + y_mean

    D = W.shape[0]
    b_new = model(np.zeros((1, D)))[0]
    W_new = model(np.eye(D)) - b_new
    return W_new, b_new
