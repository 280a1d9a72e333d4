"""Three loops."""

import numpy as np


def predict(X, W, b):
    N, D = X.shape
    K = W.shape[1]
    y_hat = np.zeros((N, K))
    for n in range(N):
        for k in range(K):
            total = b[k]
            for d in range(D):
                total += X[n, d] * W[d, k]
            y_hat[n, k] = total
    return y_hat
