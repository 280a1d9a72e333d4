"""A red line of another name at 0, in both axes."""


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    fig, axes = plt.subplots(1, 2)
    parts = (("Train", X_train, y_train, pred_train), ("Test", X_test, y_test, pred_test))
    for ax, (title, X, y, pred) in zip(axes, parts, strict=True):
        ax.scatter(X, y, label="samples")
        ax.axhline(0, color="red", ls=":", label="zero")
        ax.plot(X, pred, color="red", label="Predicted")
        ax.set_title(title)
        ax.legend()
    return fig
