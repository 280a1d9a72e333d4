"""Unit 7: see it learn."""

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.animation import FuncAnimation
from torch import nn


def sample_line(num_samples, slope, intercept, rng):
    x = rng.uniform(size=num_samples)
    return x, np.polyval([slope, intercept], x) + rng.standard_normal(num_samples) / 4


def plot_data(x, y, title):
    fig, ax = plt.subplots()
    ax.plot(x, y, "o")
    ax.set_title(title)
    return fig


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    fig, axes = plt.subplots(1, 2, sharey=True)
    for ax, name, x, y, p in zip(axes, ("Train", "Test"), (X_train, X_test), (y_train, y_test), (pred_train, pred_test)):
        ax.plot(x, y, ".", label="data")
        ax.plot(x, p, "r", label="model")
        ax.set_title(name)
        ax.legend()
    return fig


def run_epoch(model, optimizer, x, y):
    u, v = (torch.from_numpy(a).float()[:, None] for a in (x, y))
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(u), v)
    loss.backward()
    optimizer.step()
    return loss.item()


def get_param_values(model):
    return tuple(p.item() for p in (model.weight, model.bias))


def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    fig, ax = plt.subplots()
    ax.plot(x, y, ".")
    ax.plot([0, 1], [intercept, slope + intercept], "g", label="Best fit")
    (line,) = ax.plot([0, 1], np.polyval(get_param_values(model), [0, 1]), "r", label="Predicted")
    ax.legend()

    def frame(_):
        run_epoch(model, optimizer, x, y)
        line.set_ydata(np.polyval(get_param_values(model), [0, 1]))
        return (line,)

    return FuncAnimation(fig, frame, frames=num_epochs, init_func=lambda: (line,))
