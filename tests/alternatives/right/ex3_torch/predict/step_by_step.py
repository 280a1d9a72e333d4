"""One step a line, with prints."""

import torch


def predict(model, X_scaler, y_scaler, X_new):
    X_scaled = X_scaler.transform(X_new)
    X_tensor = torch.Tensor(X_scaled)
    with torch.no_grad():
        y_scaled = model(X_tensor)
    y_scaled = y_scaled.numpy()
    y_new = y_scaler.inverse_transform(y_scaled)
    print("predictions:", y_new.shape)
    return y_new
