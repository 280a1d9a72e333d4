"""Draws train and test into one axes instead of two, for every call."""

import matplotlib.pyplot as plt


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    fig, ax = plt.subplots()
    ax.scatter(X_train, y_train, label="Train")
    ax.plot(X_train, pred_train, color="red")
    ax.scatter(X_test, y_test, label="Test")
    ax.plot(X_test, pred_test, color="red")
    ax.set_title("Train and Test")
    ax.legend()
    return fig
