"""Unit 7: see it learn."""

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.animation import FuncAnimation
from torch import nn


def sample_line(num_samples, slope, intercept, rng):
    """x uniform in [0, 1), y = slope x + intercept + standard normal / 4, both 1-D; x is drawn first."""
    x = rng.uniform(0, 1, num_samples)
    y = slope * x + intercept + rng.standard_normal(num_samples) * 0.25
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
    fig, (ax1, ax2) = plt.subplots(1, 2)
    ax1.scatter(X_train, y_train, label="data")
    ax1.plot(X_train, pred_train, label="model")
    ax1.set_title("Train")
    ax1.legend()
    ax2.scatter(X_test, y_test, label="data")
    ax2.plot(X_test, pred_test, label="model")
    ax2.set_title("Test")
    ax2.legend()
    return fig


def run_epoch(model, optimizer, x, y):
    """One full-batch MSE step in float32 on NumPy arrays x, y (N,). Returns the loss before the step."""
    x_t = torch.from_numpy(x).reshape(-1, 1)
    y_t = torch.from_numpy(y).reshape(-1, 1)
    loss = nn.MSELoss()(model(x_t), y_t)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


def get_param_values(model):
    """w, b of an nn.Linear(1, 1), as two Python floats."""
    w = model.weight.item()
    b = model.bias.item()
    return w, b


def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    """A FuncAnimation of num_epochs frames.

    Each frame runs one epoch and moves a red line labelled Predicted over x in {0, 1}; a green line
    labelled Best fit stands still. Nothing is trained before the frames are drawn.
    """
    fig, ax = plt.subplots()
    ax.scatter(x, y)
    best_line, = ax.plot([0, 1], [intercept, slope + intercept], "g", label="Best fit")
    w, b = get_param_values(model)
    pred_line, = ax.plot([0, 1], [b, w + b], "r", label="Predicted")
    ax.legend()

    def animate(i):
        run_epoch(model, optimizer, x, y)
        w, b = get_param_values(model)
        pred_line.set_data([0, 1], [b, w + b])
        return [pred_line]

    return FuncAnimation(fig, animate, frames=num_epochs)
