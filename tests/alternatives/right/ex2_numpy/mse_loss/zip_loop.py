"""A loop over zipped values."""

def mse_loss(y, y_hat):
    N = len(y)
    loss = 0.0
    for target, guess in zip(y.ravel(), y_hat.ravel()):
        error = target - guess
        loss += error * error
    loss = loss / N
    return loss
