"""Returns the squared errors one by one, (N, 1), instead of a scalar."""


def sse_loss(y_hat, y):
    return (y_hat - y).pow(2)
