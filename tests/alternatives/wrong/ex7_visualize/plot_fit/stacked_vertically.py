"""Puts the two axes one above the other with subplots(2, 1) instead of side by side."""

import matplotlib.pyplot as plt


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    fig, axes = plt.subplots(2, 1)
    axes[0].set_title("Train")
    axes[0].scatter(X_train, y_train, label="y_train")
    axes[0].plot(X_train, pred_train, color="red", linewidth=1, label="model")
    axes[0].legend()
    axes[1].set_title("Test")
    axes[1].scatter(X_test, y_test, label="y_test")
    axes[1].plot(X_test, pred_test, color="red", linewidth=1, label="model")
    axes[1].legend()
    return fig
