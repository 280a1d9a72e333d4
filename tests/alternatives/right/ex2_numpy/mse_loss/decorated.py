"""A decorator turns the vector of errors into the mean of squares."""

import functools


def _decorated_mean_square(errors):
    @functools.wraps(errors)
    def loss(*args):
        e = errors(*args)
        return float((e * e).sum() / e.shape[0])

    return loss


@_decorated_mean_square
def mse_loss(y, y_hat):
    return y - y_hat
