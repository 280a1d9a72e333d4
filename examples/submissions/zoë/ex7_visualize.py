"""Unit 7: see it learn."""

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.animation import FuncAnimation
from torch import nn


def sample_line(num_samples, slope, intercept, rng):
    """x uniform in [0, 1), y = slope x + intercept + standard normal / 4, both 1-D; x is drawn first."""
    x = rng.uniform(0, 1, num_samples)
    y = slope * x + intercept + rng.standard_normal(num_samples) / 4
    return x, y


def plot_data(x, y, title):
    """A figure with one axes: a scatter of the points, with that title."""
    fig, ax = plt.subplots()
    ax.scatter(x, y)
    ax.set_title(title)
    return fig


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    """A figure with two axes side by side, titled Train and Test.

    Each has a scatter of the data, the model as a red line, and a legend.
    """
    fig, (ax1, ax2) = plt.subplots(1, 2, figsize=(12, 5))
    ax1.set_title("Train")
    ax1.scatter(X_train, y_train)
    ax1.plot(X_train, pred_train, color="red")
    ax2.set_title("Test")
    ax2.scatter(X_test, y_test)
    ax2.plot(X_test, pred_test, color="red")
    return fig


def run_epoch(model, optimizer, x, y):
    """One full-batch MSE step in float32 on NumPy arrays x, y (N,). Returns the loss before the step."""
    X = torch.tensor(x, dtype=torch.float32).reshape(-1, 1)
    Y = torch.tensor(y, dtype=torch.float32).reshape(-1, 1)
    # zero_grad!! (see unit 3)
    optimizer.zero_grad()
    loss = nn.MSELoss()(model(X), Y)
    loss.backward()
    optimizer.step()
    return loss.item()


def get_param_values(model):
    """w, b of an nn.Linear(1, 1), as two Python floats."""
    return model.weight.item(), model.bias.item()


def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    """A FuncAnimation of num_epochs frames.

    Each frame runs one epoch and moves a red line labelled Predicted over x in {0, 1}; a green line
    labelled Best fit stands still. Nothing is trained before the frames are drawn.
    """
    fig, ax = plt.subplots()
    ax.scatter(x, y, s=10)
    ax.plot([0, 1], [intercept, slope + intercept], "g-", label="Best fit")
    w, b = get_param_values(model)
    (line,) = ax.plot([0, 1], [b, w + b], "r-", label="Predicted")
    ax.legend()

    def update(i):
        run_epoch(model, optimizer, x, y)
        w, b = get_param_values(model)
        line.set_data([0, 1], [b, w + b])
        return (line,)

    return FuncAnimation(fig, update, frames=num_epochs)
