"""Figure, GridSpec, Line2D and handles for the legend."""

from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpec
from matplotlib.lines import Line2D


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    fig = Figure(figsize=(12, 5))
    grid = GridSpec(nrows=1, ncols=2, figure=fig)
    left, right = fig.add_subplot(grid[0, 0]), fig.add_subplot(grid[0, 1])
    left.set_title("Train")
    right.set_title("Test")
    for ax, X, y, pred in ((left, X_train, y_train, pred_train), (right, X_test, y_test, pred_test)):
        dots = ax.scatter(X[:, 0], y[:, 0], marker="^")
        line = Line2D(X[:, 0], pred[:, 0], color=(1, 0, 0))
        ax.add_line(line)
        ax.autoscale_view()
        ax.legend(handles=[dots, line], labels=["data", "model"])
    return fig
