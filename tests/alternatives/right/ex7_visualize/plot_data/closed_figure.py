"""add_axes by hand, the figure closed for pyplot before it is returned."""

import matplotlib.pyplot as plt


def plot_data(x, y, title):
    fig = plt.figure(dpi=80)
    ax = fig.add_axes([0.1, 0.1, 0.8, 0.8])
    ax.scatter(x.tolist(), y.tolist(), s=12, c="tab:blue", marker="x", label="data")
    ax.set_title(title, fontsize=14)
    plt.close(fig)
    return fig
