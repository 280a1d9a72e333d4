"""Unit 7: see it learn."""

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.animation import FuncAnimation
from torch import nn


def sample_line(num_samples, slope, intercept, rng):
    """x uniform in [0, 1), y = slope x + intercept + standard normal / 4, both 1-D; x is drawn first."""
    x = rng.uniform(0, 1, num_samples)
    ruido = rng.standard_normal(num_samples)
    y = np.zeros(num_samples)
    for i in range(num_samples):
        y[i] = slope * x[i] + intercept + ruido[i] / 4
    return x, y


def plot_data(x, y, title):
    """A figure with one axes: a scatter of the points, with that title."""
    fig = plt.figure()
    plt.scatter(x, y)
    plt.title(title)
    plt.xlabel("x")
    plt.ylabel("y")
    return fig


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    """A figure with two axes side by side, titled Train and Test.

    Each has a scatter of the data, the model as a red line, and a legend.
    """
    fig = plt.figure(figsize=(12, 5))
    # izquierda: train
    plt.subplot(1, 2, 1)
    plt.title("Train")
    plt.scatter(X_train, y_train, label="datos")
    plt.plot(X_train, pred_train, color="red", label="modelo")
    plt.legend()
    # derecha: test
    plt.subplot(1, 2, 2)
    plt.title("Test")
    plt.scatter(X_test, y_test, label="datos")
    plt.plot(X_test, pred_test, color="red", label="modelo")
    plt.legend()
    return fig


def run_epoch(model, optimizer, x, y):
    """One full-batch MSE step in float32 on NumPy arrays x, y (N,). Returns the loss before the step."""
    x_tensor = torch.FloatTensor(np.array(x)).reshape(-1, 1)
    y_tensor = torch.FloatTensor(np.array(y)).reshape(-1, 1)
    optimizer.zero_grad()
    y_pred = model(x_tensor)
    perdida = nn.MSELoss()(y_pred, y_tensor)
    perdida.backward()
    optimizer.step()
    return perdida.item()


def get_param_values(model):
    """w, b of an nn.Linear(1, 1), as two Python floats."""
    w = model.weight[0][0].item()
    b = model.bias[0].item()
    return w, b


def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    """A FuncAnimation of num_epochs frames.

    Each frame runs one epoch and moves a red line labelled Predicted over x in {0, 1}; a green line
    labelled Best fit stands still. Nothing is trained before the frames are drawn.
    """
    fig, ax = plt.subplots()
    ax.scatter(x, y)
    ax.plot([0, 1], [intercept, slope + intercept], color="green", label="best fit")
    w, b = get_param_values(model)
    (linea,) = ax.plot([0, 1], [b, w + b], color="red", label="predicted")
    ax.legend()

    def inicio():
        return (linea,)

    def dibujar(epoca):
        perdida = run_epoch(model, optimizer, x, y)
        w, b = get_param_values(model)
        linea.set_data([0, 1], [b, w + b])
        ax.set_title("epoca " + str(epoca) + " perdida " + str(round(perdida, 3)))
        return (linea,)

    return FuncAnimation(fig, dibujar, frames=num_epochs, init_func=inicio, interval=50)
