"""float32, a NumPy scalar."""

import numpy as np


def evaluate(X, y, W, b):
    X, y, W, b = (np.asarray(a, dtype=np.float32) for a in (X, y, W, b))
    e = np.subtract(y, np.add(np.matmul(X, W), b))
    return np.vdot(e, e) / np.float32(e.size)
