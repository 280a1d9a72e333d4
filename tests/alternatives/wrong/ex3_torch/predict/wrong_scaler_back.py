"""Undoes the scaling of y with X_scaler, so answers are in the units of X."""

import torch


def predict(model, X_scaler, y_scaler, X_new):
    X = torch.tensor(X_scaler.transform(X_new), dtype=torch.float32)
    y_pred = model(X).detach().numpy()
    return X_scaler.inverse_transform(y_pred)
