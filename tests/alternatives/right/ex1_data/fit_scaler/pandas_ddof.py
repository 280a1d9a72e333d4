"""pandas, with ddof=0."""

import pandas as pd


def fit_scaler(X):
    df = pd.DataFrame(X)
    return [df.mean().to_numpy(), df.std(ddof=0).to_numpy()]
