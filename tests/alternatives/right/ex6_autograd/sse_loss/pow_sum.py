"""pow(2).sum()."""

def sse_loss(y_hat, y):
    return (y_hat - y).pow(2).sum()
