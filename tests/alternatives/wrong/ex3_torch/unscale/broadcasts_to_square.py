"""Divides the column W by the flat scale_, giving (D, D); right for D = 1, wrong for D > 1."""

import numpy as np


def unscale(model, X_scaler, y_scaler):
    params = [p.detach().numpy() for p in model.parameters()]
    weight = next(p for p in params if p.ndim == 2)
    bias = next(p for p in params if p.ndim == 1)
    W = weight.T * y_scaler.scale_ / X_scaler.scale_
    b = bias * y_scaler.scale_ + y_scaler.mean_ - np.sum(W * X_scaler.mean_)
    return W, b
