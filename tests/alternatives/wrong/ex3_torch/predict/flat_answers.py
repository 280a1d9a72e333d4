"""Returns the answers as (M,) instead of (M, 1), for every input."""

import torch


def predict(model, X_scaler, y_scaler, X_new):
    X = torch.tensor(X_scaler.transform(X_new), dtype=torch.float32)
    with torch.no_grad():
        y_pred = model(X).numpy()
    return y_scaler.inverse_transform(y_pred).ravel()
