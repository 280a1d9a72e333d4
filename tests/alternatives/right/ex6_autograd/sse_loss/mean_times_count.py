"""nn.MSELoss times the number of elements."""

from torch import nn

_MEAN_TIMES_COUNT_LOSS = nn.MSELoss()


def sse_loss(y_hat, y):
    return _MEAN_TIMES_COUNT_LOSS(y_hat, y) * y.numel()
