"""DataFrame.plot.scatter."""

import matplotlib.pyplot as plt
import pandas as pd


def plot_data(x, y, title):
    df = pd.DataFrame({"x": x, "y": y})
    fig = plt.figure()
    df.plot.scatter("x", "y", ax=fig.gca(), title=title)
    return fig
