"""Converts the values to int, so the fractions of the targets are lost wherever there are any."""

import numpy as np
import pandas as pd


def to_dataframe(X, y):
    df = pd.DataFrame(np.hstack((X, y)), columns=["X", "y"])
    return df.astype(int)
