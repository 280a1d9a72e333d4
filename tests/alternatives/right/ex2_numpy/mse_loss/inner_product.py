"""e'e / N, taken out of its 1 x 1 array."""

def mse_loss(y, y_hat):
    e = y_hat - y
    return (e.T @ e).item() / e.shape[0]
