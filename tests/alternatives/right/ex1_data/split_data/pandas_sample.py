"""DataFrame.sample with rng as its random_state."""

import pandas as pd


def split_data(X, y, train_size, val_size, rng):
    df = pd.DataFrame(X)
    df["target"] = y[:, 0]
    df = df.sample(frac=1, random_state=rng)
    n1 = int(train_size * len(df))
    n2 = int((train_size + val_size) * len(df))
    parts = df.iloc[:n1], df.iloc[n1:n2], df.iloc[n2:]
    Xs = tuple(p.drop(columns="target").to_numpy() for p in parts)
    ys = tuple(p[["target"]].to_numpy() for p in parts)
    return Xs + ys
