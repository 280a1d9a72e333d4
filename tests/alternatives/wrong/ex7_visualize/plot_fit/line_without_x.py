"""Plots the predictions against 0, 1, 2, ... instead of X; right only where X happens to be the row number."""

import matplotlib.pyplot as plt


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    fig, axes = plt.subplots(1, 2)
    axes[0].scatter(X_train, y_train, label="data")
    axes[0].plot(pred_train, color="red", label="model")
    axes[1].scatter(X_test, y_test, label="data")
    axes[1].plot(pred_test, color="red", label="model")
    for ax, title in zip(axes, ["Train", "Test"]):
        ax.set_title(title)
        ax.legend()
    return fig
