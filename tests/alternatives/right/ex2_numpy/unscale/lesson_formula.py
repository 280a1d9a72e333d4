"""As in the lesson: scale W, then correct b."""

import numpy as np


def unscale(W, b, X_mean, X_std, y_mean, y_std):
    W_unscaled = W * (y_std / X_std.reshape(-1, 1))
    b_unscaled = b * y_std + y_mean - np.sum(W_unscaled * X_mean.reshape(-1, 1), axis=0)
    return W_unscaled, b_unscaled
