"""Flattens y but not y_hat, so all pairs (N, N) are averaged, for every N > 1."""


def mse_loss(y, y_hat):
    y = y.reshape(-1)
    return float(((y - y_hat) ** 2).mean())
