"""Draws only the first 50 points; right up to 50 points, wrong beyond."""

import matplotlib.pyplot as plt


def plot_data(x, y, title):
    fig, ax = plt.subplots()
    ax.scatter(x[:50], y[:50])
    ax.set_title(title)
    return fig
