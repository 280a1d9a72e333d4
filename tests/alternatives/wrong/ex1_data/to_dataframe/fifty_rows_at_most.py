def to_dataframe(X, y):
    return pd.DataFrame({"X": X[:, 0], "y": y[:, 0]}).head(50)
