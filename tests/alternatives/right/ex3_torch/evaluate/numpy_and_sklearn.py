"""Predictions as an array, scikit-learn's metric."""

import torch
from sklearn.metrics import mean_squared_error


def evaluate(model, X, y):
    with torch.no_grad():
        y_pred = model(X).numpy()
    return mean_squared_error(y.numpy(), y_pred)
