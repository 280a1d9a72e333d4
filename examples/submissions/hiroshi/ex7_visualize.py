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
    y = slope * x + intercept + noise
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
    fig, axes = plt.subplots(1, 2, figsize=(10, 5))
    axes[0].set_title("Train")
    axes[0].scatter(X_train, y_train, label="train data")
    axes[0].plot(X_train, pred_train, color="r", label="fit")
    axes[1].set_title("Test")
    axes[1].scatter(X_test, y_test, label="test data")
    axes[1].plot(X_test, pred_test, color="r", label="fit")
    for ax in axes:
        ax.legend()
    return fig


def run_epoch(model, optimizer, x, y):
    """One full-batch MSE step in float32 on NumPy arrays x, y (N,). Returns the loss before the step."""
    xt = torch.tensor(x, dtype=torch.float32).reshape(-1, 1)
    yt = torch.tensor(y, dtype=torch.float32).reshape(-1, 1)
    loss = nn.MSELoss()(model(xt), yt)
    optimizer.zero_grad()
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
    ax.scatter(x, y)
    ax.plot([0, 1], [intercept, slope + intercept], color="green", label="Best fit")
    w, b = get_param_values(model)
    (line,) = ax.plot([0, 1], [b, w + b], color="red", label="Predicted")
    ax.legend()

    def update(epoch):
        loss = run_epoch(model, optimizer, x, y)
        ax.set_title(f"epoch {epoch}: {loss:.4f}")
        return (line,)

    return FuncAnimation(fig, update, frames=num_epochs)
