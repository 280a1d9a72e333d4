"""Labels the data and the model alike, so that the legend tells nothing apart."""


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    fig, axes = plt.subplots(1, 2)
    parts = (("Train", X_train, y_train, pred_train), ("Test", X_test, y_test, pred_test))
    for ax, (title, X, y, pred) in zip(axes, parts, strict=True):
        ax.scatter(X, y, label="data")
        ax.plot(X, pred, color="red", label="data")
        ax.set_title(title)
        ax.legend()
    return fig
