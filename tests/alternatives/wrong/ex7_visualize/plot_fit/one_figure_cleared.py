"""Clears one figure and draws into it again; shows only where there are two fits to be seen."""

FIG = plt.figure()


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    FIG.clf()
    axes = FIG.subplots(1, 2)
    parts = (("Train", X_train, y_train, pred_train), ("Test", X_test, y_test, pred_test))
    for ax, (title, X, y, pred) in zip(axes, parts, strict=True):
        ax.scatter(X, y, label="data")
        ax.plot(X, pred, color="red", label="model")
        ax.set_title(title)
        ax.legend()
    return FIG
