"""scikit-learn's metric."""

from sklearn.metrics import mean_squared_error


def mse_loss(y, y_hat):
    return mean_squared_error(y, y_hat)
