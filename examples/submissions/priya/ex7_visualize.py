"""Unit 7: see it learn."""

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.animation import FuncAnimation
from torch import nn


def sample_line(num_samples, slope, intercept, rng):
    """x uniform in [0, 1), y = slope x + intercept + standard normal / 4, both 1-D; x is drawn first."""
    x = rng.uniform(0, 1, size=num_samples)
    noise = rng.standard_normal(num_samples) / 4
    return x, slope * x + intercept + noise


def plot_data(x, y, title):
    """A figure with one axes: a scatter of the points, with that title."""
    fig, ax = plt.subplots()
    ax.scatter(x, y, marker="x")
    ax.set_title(title)
    ax.set_xlabel("x")
    ax.set_ylabel("y")
    return fig


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    """A figure with two axes side by side, titled Train and Test.

    Each has a scatter of the data, the model as a red line, and a legend.
    """
    fig, axes = plt.subplots(nrows=1, ncols=2, figsize=(10, 4))
    for ax, X, y, pred, title in [
        (axes[0], X_train, y_train, pred_train, "Train"),
        (axes[1], X_test, y_test, pred_test, "Test"),
    ]:
        ax.scatter(X, y, label="true")
        ax.plot(X, pred, color="red", label="predicted")
        ax.set_title(title)
        ax.legend()
    return fig


def run_epoch(model, optimizer, x, y):
    """One full-batch MSE step in float32 on NumPy arrays x, y (N,). Returns the loss before the step."""
    x = torch.tensor(x).float().view(-1, 1)
    y = torch.tensor(y).float().view(-1, 1)
    loss = nn.MSELoss()(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


def get_param_values(model):
    """w, b of an nn.Linear(1, 1), as two Python floats."""
    return model.weight, model.bias


def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    """A FuncAnimation of num_epochs frames.

    Each frame runs one epoch and moves a red line labelled Predicted over x in {0, 1}; a green line
    labelled Best fit stands still. Nothing is trained before the frames are drawn.
    """
    fig, ax = plt.subplots()
    ax.scatter(x, y)
    ax.plot([0, 1], [intercept, slope + intercept], color="green", label="Best fit")
    (line,) = ax.plot([0, 1], [model.bias.item(), model.weight.item() + model.bias.item()], color="red", label="Predicted")
    ax.legend()

    def update(frame):
        run_epoch(model, optimizer, x, y)
        w, b = model.weight.item(), model.bias.item()
        line.set_data([0, 1], [b, w + b])
        return (line,)

    return FuncAnimation(fig, update, frames=num_epochs, interval=100)
