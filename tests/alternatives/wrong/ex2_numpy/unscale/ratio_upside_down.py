"""Multiplies by X_std / y_std instead of y_std / X_std; shows wherever the two differ."""


def unscale(W, b, X_mean, X_std, y_mean, y_std):
    W_orig = W * (X_std / y_std).reshape(-1, 1)
    b_orig = b * y_std + y_mean - X_mean @ W_orig
    return W_orig, b_orig
