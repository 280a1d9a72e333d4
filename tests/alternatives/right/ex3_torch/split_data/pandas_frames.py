"""DataFrames go through the two splits."""

import pandas as pd
from sklearn.model_selection import train_test_split


def split_data(X, y, seed):
    df_X, df_y = pd.DataFrame(X), pd.DataFrame(y)
    df_X_train, df_X_, df_y_train, df_y_ = train_test_split(df_X, df_y, train_size=0.7, random_state=seed)
    df_X_val, df_X_test, df_y_val, df_y_test = train_test_split(df_X_, df_y_, test_size=0.5, random_state=seed)
    frames = (df_X_train, df_X_val, df_X_test, df_y_train, df_y_val, df_y_test)
    return tuple(map(pd.DataFrame.to_numpy, frames))
