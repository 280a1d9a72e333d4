"""Unit 7: see it learn."""

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.animation import FuncAnimation
from torch import nn


def sample_line(num_samples, slope, intercept, rng):
    """x uniform in [0, 1), y = slope x + intercept + standard normal / 4, both 1-D; x is drawn first."""
    # TODO: your code here
    raise NotImplementedError


def plot_data(x, y, title):
    """A figure with one axes: a scatter of the points, with that title."""
    # TODO: your code here
    raise NotImplementedError


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    """A figure with two axes side by side, titled Train and Test.

    Each has a scatter of the data, the model as a red line, and a legend.
    """
    # TODO: your code here
    raise NotImplementedError


def run_epoch(model, optimizer, x, y):
    """One full-batch MSE step in float32 on NumPy arrays x, y (N,). Returns the loss before the step."""
    # TODO: your code here
    raise NotImplementedError


def get_param_values(model):
    """w, b of an nn.Linear(1, 1), as two Python floats."""
    # TODO: your code here
    raise NotImplementedError


def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    """A FuncAnimation of num_epochs frames.

    Each frame runs one epoch and moves a red line labelled Predicted over x in {0, 1}; a green line
    labelled Best fit stands still. Nothing is trained before the frames are drawn.
    """
    # TODO: your code here
    raise NotImplementedError
