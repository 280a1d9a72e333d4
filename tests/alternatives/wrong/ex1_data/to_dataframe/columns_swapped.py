"""Puts the columns in the order y, X, for every input."""

import pandas as pd


def to_dataframe(X, y):
    return pd.DataFrame({"y": y[:, 0], "X": X[:, 0]})
