"""fc1's parameters and the lesson's formula."""

import numpy as np


def unscale(model, X_scaler, y_scaler):
    W = model.fc1.weight.data.numpy().T
    b = model.fc1.bias.data.numpy()
    W_unscaled = W * (y_scaler.scale_ / X_scaler.scale_.reshape(-1, 1))
    b_unscaled = b * y_scaler.scale_ + y_scaler.mean_ - np.sum(W_unscaled * X_scaler.mean_.reshape(-1, 1), axis=0)
    return W_unscaled, b_unscaled
