"""hstack and the columns argument."""

import numpy as np
import pandas as pd


def to_dataframe(X, y):
    return pd.DataFrame(np.hstack([X, y]), columns=["X", "y"])
