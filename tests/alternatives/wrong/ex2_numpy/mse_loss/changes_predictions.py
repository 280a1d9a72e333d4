"""Computes the errors inside the caller's y_hat; the value is right, but the argument is changed."""


def mse_loss(y, y_hat):
    y_hat -= y
    return float((y_hat ** 2).mean())
