"""One line, nothing called."""

evaluate = lambda X, y, W, b: float((((X @ W + b) - y) ** 2).mean())
