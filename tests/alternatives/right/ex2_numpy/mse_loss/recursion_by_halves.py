"""Recursion, pairwise summation by halves."""

def _recursion_by_halves_sum(values):
    if len(values) == 1:
        return values[0]
    middle = len(values) // 2
    return _recursion_by_halves_sum(values[:middle]) + _recursion_by_halves_sum(values[middle:])


def mse_loss(y, y_hat):
    squares = [(a - b) * (a - b) for a, b in zip(y[:, 0].tolist(), y_hat[:, 0].tolist())]
    return _recursion_by_halves_sum(squares) / len(squares)
