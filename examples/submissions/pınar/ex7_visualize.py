"""Unit 7: see it learn."""

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.animation import FuncAnimation
from torch import nn
import pandas as pd


def sample_line(num_samples, slope, intercept, rng):
    """x uniform in [0, 1), y = slope x + intercept + standard normal / 4, both 1-D; x is drawn first."""
    df = pd.DataFrame({"x": rng.uniform(0, 1, num_samples)})
    df["y"] = slope * df["x"] + intercept + rng.normal(0, 1 / 4, num_samples)
    return df["x"].to_numpy(), df["y"].to_numpy()


def plot_data(x, y, title):
    """A figure with one axes: a scatter of the points, with that title."""
    df = pd.DataFrame({"x": x, "y": y})
    return df.plot.scatter(x="x", y="y", title=title).figure


def _frame(X, y, pred):
    return pd.DataFrame({"X": X.ravel(), "y": y.ravel(), "pred": pred.ravel()}).sort_values("X")


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    """A figure with two axes side by side, titled Train and Test.

    Each has a scatter of the data, the model as a red line, and a legend.
    """
    parts = {
        "Train": _frame(X_train, y_train, pred_train),
        "Test": _frame(X_test, y_test, pred_test),
    }
    fig, axes = plt.subplots(nrows=1, ncols=2, figsize=(12, 4))
    for ax, (name, df) in zip(axes, parts.items()):
        df.plot.scatter(x="X", y="y", ax=ax, label="data", title=name)
        df.plot.line(x="X", y="pred", ax=ax, color="red", label="model")
        ax.legend()
    return fig


def run_epoch(model, optimizer, x, y):
    """One full-batch MSE step in float32 on NumPy arrays x, y (N,). Returns the loss before the step."""
    X = torch.tensor(np.asarray(x).reshape(-1, 1), dtype=torch.float32)
    Y = torch.tensor(np.asarray(y).reshape(-1, 1), dtype=torch.float32)
    loss = nn.MSELoss()(model(X), Y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return float(loss.detach())


def get_param_values(model):
    """w, b of an nn.Linear(1, 1), as two Python floats."""
    state = {name: values.item() for name, values in model.state_dict().items()}
    return state["weight"], state["bias"]


def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    """A FuncAnimation of num_epochs frames.

    Each frame runs one epoch and moves a red line labelled Predicted over x in {0, 1}; a green line
    labelled Best fit stands still. Nothing is trained before the frames are drawn.
    """
    fig, ax = plt.subplots()
    pd.DataFrame({"x": x, "y": y}).plot.scatter(x="x", y="y", ax=ax)
    line = pd.Series([intercept, intercept + slope], index=[0.0, 1.0])
    line.plot.line(ax=ax, color="green", label="Best fit")
    w, b = get_param_values(model)
    (predicted,) = ax.plot([0.0, 1.0], [b, w + b], color="red", label="Predicted")
    ax.legend()

    def animate(i):
        run_epoch(model, optimizer, x, y)
        w, b = get_param_values(model)
        predicted.set_ydata([b, w + b])
        return [predicted]

    return FuncAnimation(fig, animate, frames=num_epochs, interval=40)
