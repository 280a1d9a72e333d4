"""Unit 7: see it learn."""

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.animation import FuncAnimation
from torch import nn


def sample_line(num_samples, slope, intercept, rng):
    """x uniform in [0, 1), y = slope x + intercept + standard normal / 4, both 1-D; x is drawn first."""
    x = rng.uniform(0, 1, num_samples)
    noise = rng.standard_normal(num_samples)
    y = slope * x + intercept + noise
    return x, y


def plot_data(x, y, title):
    """A figure with one axes: a scatter of the points, with that title."""
    fig = plt.figure()
    plt.scatter(x, y)
    plt.title(title)
    return fig


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    """A figure with two axes side by side, titled Train and Test.

    Each has a scatter of the data, the model as a red line, and a legend.
    """
    fig, axes = plt.subplots(1, 2, figsize=(10, 4))
    axes[0].scatter(X_train, y_train, label="y_train")
    axes[0].plot(X_train, pred_train, color="red", label="model")
    axes[0].set_title("Train")
    axes[0].legend()
    axes[1].scatter(X_test, y_test, label="y_test")
    axes[1].plot(X_test, pred_test, color="red", label="model")
    axes[1].set_title("Test")
    axes[1].legend()
    return fig


def run_epoch(model, optimizer, x, y):
    """One full-batch MSE step in float32 on NumPy arrays x, y (N,). Returns the loss before the step."""
    X = torch.Tensor(x).unsqueeze(1)
    Y = torch.Tensor(y).unsqueeze(1)
    loss_fn = nn.MSELoss()
    optimizer.zero_grad()
    loss = loss_fn(model(X), Y)
    loss.backward()
    optimizer.step()
    # how good is it now?
    with torch.no_grad():
        return loss_fn(model(X), Y).item()


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
    ax.plot([0, 1], [intercept, intercept + slope], color="green", label="Best fit")
    w, b = get_param_values(model)
    pred_line, = ax.plot([0, 1], [b, b + w], color="red", label="Predicted")
    ax.legend()

    def draw_frame(epoch):
        loss = run_epoch(model, optimizer, x, y)
        w, b = get_param_values(model)
        pred_line.set_data([0, 1], [b, b + w])
        ax.set_title(f"epoch {epoch}, loss {loss:.3f}")
        return pred_line,

    return FuncAnimation(fig, draw_frame, frames=num_epochs)
