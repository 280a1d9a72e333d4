"""plt.subplots, a loop over axes, 'o' and 'r-'."""

import matplotlib.pyplot as plt


def plot_fit(*arrays):
    fig, axes = plt.subplots(ncols=2, sharey=True)
    for ax, name, (X, y, pred) in zip(axes, ["Train", "Test"], [arrays[:3], arrays[3:]]):
        ax.plot(X, y, "o", label="data")
        ax.plot(X, pred, "r-", label="model")
        ax.set_title(name)
        ax.legend()
    return fig
