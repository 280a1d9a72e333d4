"""Unit 7: see it learn."""

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.animation import FuncAnimation
from torch import nn


def sample_line(num_samples, slope, intercept, rng):
    """x uniform in [0, 1), y = slope x + intercept + standard normal / 4, both 1-D; x is drawn first."""
    x = rng.uniform(0.0, 1.0, size=num_samples).astype(np.float32)
    noise = rng.standard_normal(num_samples).astype(np.float32)
    return x, np.float32(slope) * x + np.float32(intercept) + noise / 4


def plot_data(x, y, title):
    """A figure with one axes: a scatter of the points, with that title."""
    fig, ax = plt.subplots(layout="constrained")
    ax.scatter(x, y, s=8, alpha=0.6)
    fig.suptitle(title)
    return fig


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    """A figure with two axes side by side, titled Train and Test.

    Each has a scatter of the data, the model as a red line, and a legend.
    """
    fig, (left, right) = plt.subplots(ncols=2, figsize=(10, 4))
    left.scatter(X_train, y_train, label="observed")
    left.plot(X_train, pred_train, "-", c="tab:red", label="predicted")
    right.scatter(X_test, y_test, label="observed")
    right.plot(X_test, pred_test, "-", c="tab:red", label="predicted")
    left.set(title="Train", xlabel="X", ylabel="y")
    right.set(title="Test", xlabel="X", ylabel="y")
    for ax in (left, right):
        ax.legend(loc="upper left")
    return fig


def run_epoch(model, optimizer, x, y):
    """One full-batch MSE step in float32 on NumPy arrays x, y (N,). Returns the loss before the step."""
    inputs = torch.as_tensor(x, dtype=torch.float32).unsqueeze(1)
    targets = torch.as_tensor(y, dtype=torch.float32).unsqueeze(1)
    model.train()
    optimizer.zero_grad(set_to_none=True)
    loss = nn.MSELoss()(model(inputs), targets)
    loss.backward()
    optimizer.step()
    return loss.item()


def get_param_values(model):
    """w, b of an nn.Linear(1, 1), as two Python floats."""
    weight, bias = model.parameters()
    return weight.item(), bias.item()


def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    """A FuncAnimation of num_epochs frames.

    Each frame runs one epoch and moves a red line labelled Predicted over x in {0, 1}; a green line
    labelled Best fit stands still. Nothing is trained before the frames are drawn.
    """
    ends = torch.tensor([[0.0], [1.0]])
    fig, ax = plt.subplots()
    ax.scatter(x, y, s=8)
    ax.plot(ends.flatten(), slope * ends.flatten() + intercept, color="tab:green", label="Best fit")
    (predicted,) = ax.plot([], [], color="tab:red", label="Predicted")
    ax.legend()

    def draw():
        with torch.inference_mode():
            predicted.set_data(ends.flatten().numpy(), model(ends).flatten().numpy())
        return [predicted]

    def step(frame):
        run_epoch(model, optimizer, x, y)
        return draw()

    return FuncAnimation(fig, step, frames=range(num_epochs), init_func=draw, blit=True)
