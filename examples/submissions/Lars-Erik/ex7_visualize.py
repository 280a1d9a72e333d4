"""Unit 7: see it learn."""

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.animation import FuncAnimation
from torch import nn


def sample_line(num_samples, slope, intercept, rng):
    """x uniform in [0, 1), y = slope x + intercept + standard normal / 4, both 1-D; x is drawn first."""
    x = rng.uniform(size=num_samples)
    return x, slope*x + intercept + rng.standard_normal(num_samples)/4


def plot_data(x, y, title):
    """A figure with one axes: a scatter of the points, with that title."""
    fig, ax = plt.subplots()
    ax.plot(x, y, 'o-')
    ax.set_title(title)
    return fig


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    """A figure with two axes side by side, titled Train and Test.

    Each has a scatter of the data, the model as a red line, and a legend.
    """
    fig, ax = plt.subplots(1, 2)
    for i, (t, a, b, c) in enumerate([('Train', X_train, y_train, pred_train), ('Test', X_test, y_test, pred_test)]):
        ax[i].scatter(a, b, label='data')
        ax[i].plot(a, c, 'r-', label='model')
        ax[i].set_title(t)
        ax[i].legend()
    return fig


def run_epoch(model, optimizer, x, y):
    """One full-batch MSE step in float32 on NumPy arrays x, y (N,). Returns the loss before the step."""
    X = torch.from_numpy(x).float()[:, None]
    Y = torch.from_numpy(y).float()[:, None]
    loss = nn.MSELoss()(model(X), Y)
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
    # train first, then play it back
    history = []
    for i in range(num_epochs):
        run_epoch(model, optimizer, x, y)
        history.append(get_param_values(model))

    fig, ax = plt.subplots()
    ax.plot(x, y, '.')
    ax.plot([0, 1], [intercept, slope + intercept], 'g-', label='Best fit')
    line, = ax.plot([0, 1], [0, 0], 'r-', label='Predicted')
    ax.legend()

    def frame(i):
        w, b = history[i]
        line.set_data([0, 1], [b, w + b])
        return line,

    return FuncAnimation(fig, frame, frames=num_epochs)
