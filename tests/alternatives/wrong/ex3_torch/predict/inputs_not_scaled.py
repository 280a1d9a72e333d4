"""Feeds the raw inputs to the model without X_scaler, for any X scaler that does something."""

import torch


def predict(model, X_scaler, y_scaler, X_new):
    X = torch.tensor(X_new, dtype=torch.float32)
    with torch.no_grad():
        y_pred = model(X).numpy()
    return y_scaler.inverse_transform(y_pred)
