"""Draws y across and x upwards, for any data where the two differ."""

import matplotlib.pyplot as plt


def plot_data(x, y, title):
    fig, ax = plt.subplots()
    ax.scatter(y, x)
    ax.set_title(title)
    return fig
