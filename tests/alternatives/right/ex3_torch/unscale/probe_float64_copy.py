"""Asks a float64 copy at the origin and at unit vectors."""

import copy

import numpy as np
import torch


def unscale(model, X_scaler, y_scaler):
    D = len(X_scaler.mean_)
    points = np.vstack([np.zeros((1, D)), np.eye(D)])
    with torch.no_grad():
        z = copy.deepcopy(model).double()(torch.tensor(X_scaler.transform(points)))
    answers = y_scaler.inverse_transform(z.numpy())
    return answers[1:] - answers[0], answers[0]
