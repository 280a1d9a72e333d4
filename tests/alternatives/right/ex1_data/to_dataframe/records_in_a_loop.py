"""A list of dicts, made in a loop."""

import pandas as pd


def to_dataframe(X, y):
    rows = []
    for i in range(len(X)):
        row = {}
        row["X"] = float(X[i][0])
        row["y"] = float(y[i][0])
        rows.append(row)
    return pd.DataFrame(rows)
