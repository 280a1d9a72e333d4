"""Makes X the index, so the frame has one column y instead of two, for every input."""

import pandas as pd


def to_dataframe(X, y):
    df = pd.DataFrame({"X": X.ravel(), "y": y.ravel()})
    return df.set_index("X")
