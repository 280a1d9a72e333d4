"""Unit 7: plots of the data, of the fit and of the training."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import torch
from matplotlib.animation import FuncAnimation
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from torch import Tensor, nn

FloatArray = npt.NDArray[np.float64]

NOISE_SCALE: float = 0.25


def _new_figure(width: float = 6.4) -> Figure:
    """A figure that pyplot does not keep alive."""
    figure = Figure(figsize=(width, 4.8))
    FigureCanvasAgg(figure)
    return figure


def _column(values: FloatArray) -> Tensor:
    return torch.tensor(values, dtype=torch.float32).reshape(-1, 1)


def _draw_fit(ax: Axes, title: str, X: FloatArray, y: FloatArray, prediction: FloatArray) -> None:
    order = np.argsort(X[:, 0])
    ax.scatter(X[:, 0], y[:, 0], label="Data")
    ax.plot(X[order, 0], prediction[order, 0], color="red", label="Model")
    ax.set_title(title)
    ax.legend()


def sample_line(num_samples: int, slope: float, intercept: float, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """x uniform in [0, 1), y = slope x + intercept + standard normal / 4, both 1-D; x is drawn first."""
    x = rng.uniform(size=num_samples)
    noise = NOISE_SCALE * rng.standard_normal(num_samples)
    return x, slope * x + intercept + noise


def plot_data(x: FloatArray, y: FloatArray, title: str) -> Figure:
    """A figure with one axes: a scatter of the points, with that title."""
    figure = _new_figure()
    ax = figure.add_subplot()
    ax.scatter(x, y)
    ax.set_title(title)
    return figure


def plot_fit(X_train: FloatArray, y_train: FloatArray, pred_train: FloatArray, X_test: FloatArray, y_test: FloatArray, pred_test: FloatArray) -> Figure:
    """A figure with two axes side by side, titled Train and Test.

    Each has a scatter of the data, the model as a red line, and a legend.
    """
    figure = _new_figure(width=12.8)
    left, right = figure.subplots(nrows=1, ncols=2)
    _draw_fit(left, "Train", X_train, y_train, pred_train)
    _draw_fit(right, "Test", X_test, y_test, pred_test)
    return figure


def run_epoch(model: nn.Module, optimizer: torch.optim.Optimizer, x: FloatArray, y: FloatArray) -> float:
    """One full-batch MSE step in float32 on NumPy arrays x, y (N,). Returns the loss before the step."""
    optimizer.zero_grad()
    loss: Tensor = nn.functional.mse_loss(model(_column(x)), _column(y))
    loss.backward()
    optimizer.step()
    return loss.item()


def get_param_values(model: nn.Linear) -> tuple[float, float]:
    """w, b of an nn.Linear(1, 1), as two Python floats."""
    return model.weight.item(), model.bias.item()


def animate_training(model: nn.Linear, optimizer: torch.optim.Optimizer, x: FloatArray, y: FloatArray, slope: float, intercept: float, num_epochs: int) -> FuncAnimation:
    """A FuncAnimation of num_epochs frames.

    Each frame runs one epoch and moves a red line labelled Predicted over x in {0, 1}; a green line
    labelled Best fit stands still. Nothing is trained before the frames are drawn.
    """
    figure = _new_figure()
    ax = figure.add_subplot()
    ax.scatter(x, y, alpha=0.4)
    ax.plot([0.0, 1.0], [intercept, intercept + slope], color="green", label="Best fit")
    (predicted,) = ax.plot([0.0, 1.0], [0.0, 0.0], color="red", label="Predicted")
    ax.legend()

    def show() -> Iterable[Artist]:
        weight, bias = get_param_values(model)
        predicted.set_data([0.0, 1.0], [bias, weight + bias])
        return (predicted,)

    def advance(_epoch: int) -> Iterable[Artist]:
        run_epoch(model, optimizer, x, y)
        return show()

    return FuncAnimation(figure, advance, frames=num_epochs, init_func=show)
