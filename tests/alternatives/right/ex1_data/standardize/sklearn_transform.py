"""A StandardScaler that is filled by hand."""

import numpy as np
from sklearn.preprocessing import StandardScaler


def standardize(data, mean, std):
    scaler = StandardScaler()
    scaler.mean_ = mean
    scaler.scale_ = np.where(std > 0, std, 1.0)
    scaler.n_features_in_ = data.shape[1]
    return scaler.transform(data)
