"""An empty frame that is filled column by column."""

import pandas as pd


def to_dataframe(X, y):
    df = pd.DataFrame()
    df["X"] = X.flatten()
    df["y"] = y.flatten()
    assert len(df) == len(X)
    return df
