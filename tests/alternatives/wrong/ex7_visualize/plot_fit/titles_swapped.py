"""Titles the training plot Test and the test plot Train, for every call."""

import matplotlib.pyplot as plt


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    fig, (left, right) = plt.subplots(1, 2)
    left.scatter(X_train, y_train, label="data")
    left.plot(X_train, pred_train, color="red", label="model")
    left.set_title("Test")
    right.scatter(X_test, y_test, label="data")
    right.plot(X_test, pred_test, color="red", label="model")
    right.set_title("Train")
    left.legend()
    right.legend()
    return fig
