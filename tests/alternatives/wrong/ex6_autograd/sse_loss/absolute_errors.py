"""Sums absolute instead of squared errors, wherever they are neither 0 nor 1."""


def sse_loss(y_hat, y):
    return (y_hat - y).abs().sum()
