"""plt.figure, plt.scatter, plt.title, plt.gcf."""

import matplotlib.pyplot as plt


def plot_data(x, y, title):
    plt.figure()
    plt.scatter(x, y)
    plt.title(title)
    plt.xlabel("x")
    plt.ylabel("y")
    return plt.gcf()
