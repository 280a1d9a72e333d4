"""DataFrame.insert, with rows counted from 1."""

import pandas as pd


def to_dataframe(X, y):
    table = pd.DataFrame(y.copy(), columns=["y"], index=range(1, len(y) + 1))
    table.insert(0, "X", X.ravel())
    return table
