"""sqrt(lam) I as extra rows of X, zeros as extra targets."""

import numpy as np


def ridge_loss(X, y, W, lam):
    D = W.shape[0]
    A = np.vstack([X, np.sqrt(lam) * np.eye(D)])
    t = np.vstack([y, np.zeros((D, 1))])
    return np.array(0.5 * np.sum(np.square(A @ W - t)))
