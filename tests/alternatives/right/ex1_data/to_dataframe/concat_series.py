"""Two named series side by side."""

import pandas as pd


def to_dataframe(features, targets):
    sX = pd.Series(features.squeeze(axis=1), name="X")
    sy = pd.Series(targets.squeeze(axis=1), name="y")
    return pd.concat((sX, sy), axis="columns")
