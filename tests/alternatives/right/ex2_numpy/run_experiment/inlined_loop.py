"""Everything inlined, dict(...) at the end."""

import numpy as np


def run_experiment(X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    mx, sx = np.mean(X_train, 0), np.std(X_train, 0)
    my, sy = np.mean(y_train, 0), np.std(y_train, 0)
    A, t = (X_train - mx) / sx, (y_train - my) / sy
    N, D = A.shape
    W, b = 0.01 * rng.standard_normal((D, 1)), np.zeros(1)
    losses = []
    for _ in range(num_epochs):
        e = A @ W + b - t
        losses.append((e**2).mean())
        W, b = W - 2 * learning_rate / N * A.T @ e, b - 2 * learning_rate * e.mean(0)
    test_error = (X_test - mx) / sx @ W + b - (y_test - my) / sy
    W_raw = W / sx[:, None] * sy
    return dict(
        train_mse=np.mean((A @ W + b - t) ** 2),
        test_mse=np.mean(test_error**2),
        W=W_raw,
        b=b * sy + my - mx @ W_raw,
        losses=losses,
    )
