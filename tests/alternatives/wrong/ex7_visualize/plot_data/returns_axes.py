"""Returns the axes instead of the figure, for every call."""

import matplotlib.pyplot as plt


def plot_data(x, y, title):
    fig, ax = plt.subplots()
    ax.scatter(x, y)
    ax.set_title(title)
    return ax
