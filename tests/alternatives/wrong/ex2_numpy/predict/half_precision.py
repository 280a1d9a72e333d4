"""Computes in float16, which keeps only three digits, for every input not exact in them."""

import numpy as np


def predict(X, W, b):
    return X.astype(np.float16) @ W.astype(np.float16) + b.astype(np.float16)
