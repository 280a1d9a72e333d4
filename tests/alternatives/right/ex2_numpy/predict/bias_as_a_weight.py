"""A column of ones, and b as the last row of W."""

import numpy as np


def predict(features, weights, bias):
    ones = np.ones((features.shape[0], 1))
    return np.hstack((features, ones)) @ np.vstack((weights, bias))
