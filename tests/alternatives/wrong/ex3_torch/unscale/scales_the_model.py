"""Scales the array that shares memory with the model's weight, so the values are right but the model is changed."""


def unscale(model, X_scaler, y_scaler):
    params = [p.detach().numpy() for p in model.parameters()]
    W = next(p for p in params if p.ndim == 2).T
    b = next(p for p in params if p.ndim == 1)
    W *= (y_scaler.scale_ / X_scaler.scale_).reshape(-1, 1)
    b = b * y_scaler.scale_ + y_scaler.mean_ - X_scaler.mean_ @ W
    return W, b
