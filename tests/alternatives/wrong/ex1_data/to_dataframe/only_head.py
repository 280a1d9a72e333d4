"""Returns the head that the lesson prints, so only 5 rows remain where N > 5."""

import numpy as np
import pandas as pd


def to_dataframe(X, y):
    data = np.concatenate([X, y], axis=1)
    df = pd.DataFrame(data, columns=["X", "y"])
    return df.head()
