"""mean_ and scale_ by hand, .detach()."""

import torch


def predict(model, X_scaler, y_scaler, X_new):
    Z = (X_new - X_scaler.mean_) / X_scaler.scale_
    out = model(torch.tensor(Z).float()).detach().numpy()
    return out * y_scaler.scale_ + y_scaler.mean_
