"""Pyplot's state, prints, comments, redundant names."""

import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn as nn
from matplotlib.animation import FuncAnimation


def sample_line(num_samples, slope, intercept, rng):
    """Random points around a line."""
    x = rng.uniform(size=num_samples)
    noise = rng.standard_normal(size=num_samples)
    noise = noise / 4
    line = slope * x + intercept
    y = line + noise
    return x, y


def plot_data(x, y, title):
    my_figure = plt.figure()
    plt.title(title)
    plt.scatter(x, y)
    return my_figure


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    my_figure = plt.figure(figsize=(15, 5))
    # left
    plt.subplot(1, 2, 1)
    plt.title("Train")
    plt.scatter(X_train, y_train, label="y_train")
    plt.plot(X_train, pred_train, color="red", label="model")
    plt.legend()
    # right
    plt.subplot(1, 2, 2)
    plt.title("Test")
    plt.scatter(X_test, y_test, label="y_test")
    plt.plot(X_test, pred_test, color="red", label="model")
    plt.legend()
    return my_figure


def run_epoch(model, optimizer, x, y):
    # to tensors
    x_torch = torch.tensor(x.reshape(-1, 1), dtype=torch.float32)
    y_torch = torch.tensor(y.reshape(-1, 1), dtype=torch.float32)
    # predict
    y_hat = model(x_torch)
    # loss
    loss_function = nn.MSELoss()
    loss = loss_function(y_hat, y_torch)
    # train
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    loss_number = loss.item()
    return loss_number


def get_param_values(model):
    w = model.weight[0][0].item()
    b = model.bias[0].item()
    return w, b


def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    fig = plt.figure()
    plt.scatter(x, y)
    x_line = np.array([0, 1])
    plt.plot(x_line, slope * x_line + intercept, color="green", label="Best fit")
    w, b = get_param_values(model)
    lines = plt.plot(x_line, w * x_line + b, color="red", label="Predicted")
    line = lines[0]
    plt.legend()

    def update(i):
        run_epoch(model, optimizer, x, y)
        w, b = get_param_values(model)
        y_line = w * x_line + b
        line.set_data(x_line, y_line)
        print("frame", i)

    animation = FuncAnimation(fig, update, frames=num_epochs)
    return animation
