"""One point after the other, in a loop."""

import matplotlib.pyplot as plt


def plot_data(x, y, title):
    fig, ax = plt.subplots()
    for i in range(len(x)):
        ax.scatter(x[i], y[i], color="blue")
    ax.set_title(title)
    return fig
