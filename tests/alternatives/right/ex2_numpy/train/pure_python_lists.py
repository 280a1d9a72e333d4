"""Lists of floats from start to end, new parameters at once."""

import numpy as np


def train(X, y, W, b, learning_rate, num_epochs):
    rows = X.tolist()
    targets = [t[0] for t in y.tolist()]
    w = [v[0] for v in W.tolist()]
    c = float(b[0])
    n = len(rows)
    losses = []
    for epoch in range(num_epochs):
        errors = []
        for row, target in zip(rows, targets):
            guess = c
            for xj, wj in zip(row, w):
                guess += xj * wj
            errors.append(guess - target)
        losses.append(sum(e * e for e in errors) / n)
        slopes = []
        for j in range(len(w)):
            slopes.append(2 * sum(e * row[j] for e, row in zip(errors, rows)) / n)
        w = [wj - learning_rate * s for wj, s in zip(w, slopes)]
        c = c - learning_rate * 2 * sum(errors) / n
    return np.array(w).reshape(-1, 1), np.array([c]), losses
