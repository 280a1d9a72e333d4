"""Puts the title under the x axis instead of above the plot, for every call."""

import matplotlib.pyplot as plt


def plot_data(x, y, title):
    fig, ax = plt.subplots()
    ax.scatter(x, y)
    ax.set_xlabel(title)
    return fig
