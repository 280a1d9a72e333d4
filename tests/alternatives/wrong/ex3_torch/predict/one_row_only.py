"""Reshapes the input to a single row; right for M = 1, an error for M > 1."""

import numpy as np
import torch


def predict(model, X_scaler, y_scaler, X_new):
    row = np.asarray(X_new).reshape(1, -1)
    X = torch.tensor(X_scaler.transform(row), dtype=torch.float32)
    with torch.no_grad():
        y_pred = model(X).numpy()
    return y_scaler.inverse_transform(y_pred)
