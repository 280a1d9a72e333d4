"""Broadcasting to (N, D, K), summed backwards over D."""

import numpy as np

predict = lambda X, W, b: (X[:, ::-1, np.newaxis] * W[np.newaxis, ::-1, :]).sum(axis=1) + b
