"""subplot_mosaic, the line drawn over sorted x, flat arrays."""

import matplotlib.pyplot as plt
import numpy as np


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    fig, axs = plt.subplot_mosaic([["Train", "Test"]], figsize=(10, 4), layout="tight")

    def panel(name, X, y, pred):
        x, p = X.ravel(), pred.ravel()
        order = np.argsort(x)
        axs[name].scatter(x, y.ravel(), s=10, c="gray", label=f"{name} data")
        axs[name].plot(x[order], p[order], c="#ff0000", lw=2, label="prediction")
        axs[name].set(title=name, xlabel="X", ylabel="y")
        axs[name].legend(loc="best")

    panel("Train", X_train, y_train, pred_train)
    panel("Test", X_test, y_test, pred_test)
    return fig
