"""plt.subplots and circles without a line, the figure's title."""

import matplotlib.pyplot as plt


def plot_data(x, y, title):
    fig, ax = plt.subplots(figsize=(6, 4))
    ax.plot(x, y, "o", alpha=0.5)
    fig.suptitle(title)
    return fig
