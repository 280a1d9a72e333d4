"""functools.partial and matmul, the answer by keyword `out`."""

from functools import partial

import numpy as np


def _partial_of_apply_affine(multiply, X, W, b):
    out = np.empty((len(X), W.shape[1]))
    multiply(X, W, out=out)
    out += b
    return out


predict = partial(_partial_of_apply_affine, np.matmul)
