"""Sorts X for the line and leaves the predictions in the order of the rows."""

import matplotlib.pyplot as plt


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    fig, axes = plt.subplots(1, 2)
    parts = [("Train", X_train, y_train, pred_train), ("Test", X_test, y_test, pred_test)]
    for ax, (title, X, y, pred) in zip(axes, parts):
        ax.scatter(X, y, label="data")
        ax.plot(sorted(X[:, 0]), pred, color="red", label="model")
        ax.set_title(title)
        ax.legend()
    return fig
