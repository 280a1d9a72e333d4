"""Calls plt.show() and returns None, for every call."""

import matplotlib.pyplot as plt


def plot_data(x, y, title):
    plt.figure()
    plt.scatter(x, y)
    plt.title(title)
    plt.show()
