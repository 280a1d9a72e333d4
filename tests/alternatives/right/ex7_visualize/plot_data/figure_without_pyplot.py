"""A Figure without pyplot, ax.set."""

from matplotlib.figure import Figure


def plot_data(x, y, title):
    fig = Figure(layout="constrained")
    ax = fig.add_subplot()
    ax.plot(x, y, linestyle="none", marker=".", color="k")
    ax.set(title=title, xlabel="$x$", ylabel="$y$")
    ax.grid(True)
    return fig
