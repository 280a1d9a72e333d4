"""A subclass of DataFrame."""

import pandas as pd


class Table(pd.DataFrame):
    """Columns X and y."""

    @property
    def _constructor(self):
        return Table


def to_dataframe(X, y):
    return Table({"X": X[:, 0], "y": y[:, 0]})
