"""Draws the training data and model in both axes, so the test data is nowhere to be seen."""

import matplotlib.pyplot as plt


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    fig, axes = plt.subplots(1, 2, figsize=(12, 4))
    for ax, title in zip(axes, ("Train", "Test")):
        ax.scatter(X_train, y_train, label="data")
        ax.plot(X_train, pred_train, color="red", label="model")
        ax.set_title(title)
        ax.legend()
    return fig
