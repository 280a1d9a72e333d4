"""predict, then scikit-learn's metric."""

from sklearn.metrics import mean_squared_error as _sklearn_metric_mse


def evaluate(X, y, W, b):
    return _sklearn_metric_mse(y_true=y, y_pred=predict(X, W, b))
