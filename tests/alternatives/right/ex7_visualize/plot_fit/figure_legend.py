"""One legend for the whole figure."""

import matplotlib.pyplot as plt


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    fig, (a, b) = plt.subplots(1, 2)
    dots = a.scatter(X_train, y_train)
    (line,) = a.plot(X_train, pred_train, "red")
    b.scatter(X_test, y_test)
    b.plot(X_test, pred_test, "red")
    a.set_title("Train"), b.set_title("Test")
    fig.legend([dots, line], ["data", "model"], loc="upper center", ncols=2)
    return fig
