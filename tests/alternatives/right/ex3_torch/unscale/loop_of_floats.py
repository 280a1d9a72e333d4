"""Python floats in a loop, a list as the answer."""

import numpy as np


def unscale(model, X_scaler, y_scaler):
    weights = model.fc1.weight.tolist()[0]
    bias = model.fc1.bias.tolist()[0]
    y_std = y_scaler.var_[0] ** 0.5
    new_weights = []
    intercept = y_scaler.mean_[0] + y_std * bias
    for w, mean, scale in zip(weights, X_scaler.mean_, X_scaler.scale_):
        new = w * y_std / scale
        new_weights.append([new])
        intercept = intercept - new * mean
    return [np.array(new_weights), np.array([intercept])]
