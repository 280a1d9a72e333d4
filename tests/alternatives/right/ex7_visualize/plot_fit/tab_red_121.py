"""add_subplot(121), 'tab:red', the scatter drawn last."""

import matplotlib.pyplot as plt


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    figure = plt.figure()
    ax1 = figure.add_subplot(121)
    ax1.plot(X_train, pred_train, color="tab:red", label="Model")
    ax1.scatter(X_train, y_train, label="Data")
    ax1.set_title("Train")
    ax1.legend()
    ax2 = figure.add_subplot(122)
    ax2.plot(X_test, pred_test, color="tab:red", label="Model")
    ax2.scatter(X_test, y_test, label="Data")
    ax2.set_title("Test")
    ax2.legend()
    figure.tight_layout()
    plt.close(figure)
    return figure
