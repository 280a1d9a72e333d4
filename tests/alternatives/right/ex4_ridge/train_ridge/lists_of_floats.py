"""Lists of floats and a nested function."""

import numpy as np


def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    rows, targets = X.tolist(), y.ravel().tolist()

    def residuals(w):
        return [sum(a * b for a, b in zip(row, w)) - t for row, t in zip(rows, targets)]

    w, losses = W.ravel().tolist(), []
    for _ in range(num_epochs):
        r = residuals(w)
        losses.append((sum(v * v for v in r) + lam * sum(v * v for v in w)) / 2)
        w = [
            wj - learning_rate * (sum(ri * row[j] for ri, row in zip(r, rows)) + lam * wj)
            for j, wj in enumerate(w)
        ]
    return np.array(w)[:, np.newaxis], losses
