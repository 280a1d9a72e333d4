"""plt.subplot(1, 2, i), as in the lesson."""

import matplotlib.pyplot as plt


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    # Figure size
    fig = plt.figure(figsize=(15, 5))
    # Plot train data
    plt.subplot(1, 2, 1)
    plt.title("Train")
    plt.scatter(X_train, y_train, label="y_train")
    plt.plot(X_train, pred_train, color="red", linewidth=1, linestyle="-", label="model")
    plt.legend(loc="lower right")
    # Plot test data
    plt.subplot(1, 2, 2)
    plt.title("Test")
    plt.scatter(X_test, y_test, label="y_test")
    plt.plot(X_test, pred_test, color="red", linewidth=1, linestyle="-", label="model")
    plt.legend(loc="lower right")
    return fig
