"""Leaves the columns named 0 and 1 instead of X and y, for every input."""

import numpy as np
import pandas as pd


def to_dataframe(X, y):
    return pd.DataFrame(np.hstack([X, y]))
