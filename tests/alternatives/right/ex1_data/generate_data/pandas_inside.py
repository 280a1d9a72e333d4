"""A DataFrame does the arithmetic; constants at module level."""

import pandas as pd

_PANDAS_INSIDE_SLOPE = 3.5
_PANDAS_INSIDE_RANGE = (-10, 20)


def generate_data(num_samples, rng):
    df = pd.DataFrame({"X": range(num_samples)}, dtype=float)
    df["noise"] = rng.uniform(*_PANDAS_INSIDE_RANGE, num_samples)
    df["y"] = df["X"].mul(_PANDAS_INSIDE_SLOPE).add(df["noise"])
    return df[["X"]].to_numpy(), df[["y"]].to_numpy()
