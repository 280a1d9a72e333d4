"""Squares the sum of the errors instead of summing the squares, so opposite errors cancel."""


def sse_loss(y_hat, y):
    return (y_hat - y).sum() ** 2
