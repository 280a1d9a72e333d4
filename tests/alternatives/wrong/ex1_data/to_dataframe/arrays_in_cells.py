"""Forgets to flatten, so each cell holds an array of one number instead of the number, for every input."""

import pandas as pd


def to_dataframe(X, y):
    return pd.DataFrame({"X": list(X), "y": list(y)})
