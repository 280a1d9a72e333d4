"""np.divide with where and out."""

import numpy as np


def standardize(data, mean, std):
    centred = np.subtract(data, mean)
    return np.divide(centred, std, out=np.array(centred), where=np.not_equal(std, 0))
