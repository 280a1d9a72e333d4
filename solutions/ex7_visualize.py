"""Unit 7: see it learn. Plots of data and fits, and an animation of training.

Random points around a line are drawn, a model of PyTorch's is fitted to them by gradient descent, and Matplotlib shows
how. The data:

    y_i = slope x_i + intercept + z_i / 4           x_i uniform in [0, 1),  z_i standard normal

The model is one ``nn.Linear(1, 1)``: y_hat = w x + b, its weight (1, 1) and its bias (1,). An epoch is one step on all
the data against the gradient of the mean squared error, MSE = (1/N) sum_i (y_hat_i - y_i)^2. No line does better than
about 1/16, the variance of the noise.

**Matplotlib.** A *figure* holds one or more *axes*, each one plot with its title, points, lines and legend:

    fig, ax = plt.subplots()                        one axes
    fig, (left, right) = plt.subplots(1, 2)         two, side by side
    ax.scatter(x, y)                                points
    (line,) = ax.plot(x, y, color="red", label="...")           a line, which can be moved: line.set_data(x, y)
    ax.set_title("...")     ax.legend()             a title, and the labels of what was drawn before

Functions here *return* the figure they made; they do not show it. Make a new one at each call: plt.scatter alone draws
into whatever figure was the last.

**An animation** is a function that Matplotlib calls once for every frame, and which changes what is drawn:

    FuncAnimation(fig, update, frames=100)          calls update(0), update(1), ..., update(99)

It calls ``update(0)`` once more to begin with, unless it is given an ``init_func`` that draws the first picture. To
look at one: ``animation.save("training.gif")``, or in a notebook ``HTML(animation.to_jshtml())``.

Conventions: x and y are 1-D here, (N,), if nothing else is said. `rng` is a ``numpy.random.Generator`` or a
``numpy.random.RandomState``. Arguments are passed by position, and arrays are left as they were.
"""

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.animation import FuncAnimation
from torch import nn


def sample_line(num_samples, slope, intercept, rng):
    """Random points around a line: y = slope x + intercept + z / 4.

    All of x is drawn first, uniform in [0, 1); then all of z, standard normal.

    Shapes: returns x (N,) and y (N,), with N = `num_samples`.

    Example: slope 2, intercept 3; where x = 0.25 and z = -0.8 were drawn, y = 2 * 0.25 + 3 - 0.8 / 4 = 3.3.

    First hint: ``rng.uniform(size=N)``, then ``rng.standard_normal(N)``.
    """
    ### BEGIN SOLUTION
    x = rng.uniform(size=num_samples)
    y = slope * x + intercept + rng.standard_normal(num_samples) / 4
    return x, y
    ### END SOLUTION


def plot_data(x, y, title):
    """A figure with one axes: all the points as a scatter, and the title.

    Shapes: x (N,), y (N,); `title` is a string. Returns a new Figure at each call.

    Example: x = [0., 1.], y = [3., 5.], "Data" is a figure with two points, at (0, 3) and (1, 5), under the title
    "Data".

    First hint: ``fig, ax = plt.subplots()``.
    """
    ### BEGIN SOLUTION
    fig, ax = plt.subplots()
    ax.scatter(x, y)
    ax.set_title(title)
    return fig
    ### END SOLUTION


def plot_fit(X_train, y_train, pred_train, X_test, y_test, pred_test):
    """A figure that compares a model with its data: two axes side by side, titled "Train" and "Test".

    Each holds a scatter of its data, the model's predictions as a red line, and a legend that tells them apart.

    Shapes: X_train, y_train, pred_train (N, 1); X_test, y_test, pred_test (M, 1). Returns a Figure.

    Example: X_train = [[0.], [1.]], y_train = [[3.], [5.]], pred_train = [[3.5], [4.5]]: the axes "Train" has points at
    (0, 3) and (1, 5), and a red line from (0, 3.5) to (1, 4.5).

    First hint: ``fig, axes = plt.subplots(1, 2)``, and a loop over both. A legend lists what has a ``label=``.
    """
    ### BEGIN SOLUTION
    fig, axes = plt.subplots(1, 2, figsize=(12, 4))
    parts = (("Train", X_train, y_train, pred_train), ("Test", X_test, y_test, pred_test))
    for ax, (title, X, y, pred) in zip(axes, parts, strict=True):
        ax.scatter(X, y, label="data")
        ax.plot(X, pred, color="red", label="model")
        ax.set_title(title)
        ax.legend()
    return fig
    ### END SOLUTION


def run_epoch(model, optimizer, x, y):
    """One epoch: one step of `optimizer` on the MSE of all the data. Returns the loss *before* the step, a float.

    `model` is an ``nn.Linear(1, 1)``: it computes in float32, and takes and gives columns (N, 1). `optimizer` holds its
    parameters and the learning rate.

    Shapes: x (N,), y (N,), NumPy arrays of float64; returns one float, and changes `model`.

    Example: w = 1, b = 0, x = [0., 1.], y = [1., 3.], SGD at 0.1. The errors are -1 and -2, the loss is (1 + 4) / 2 =
    2.5. The gradients are (2/2) (0 * -1 + 1 * -2) = -2 and (2/2) (-1 - 2) = -3, so w = 1.2 and b = 0.3.

    First hint: ``torch.tensor(x, dtype=torch.float32).reshape(-1, 1)``, and y likewise. A column minus a flat tensor
    would be an N x N square.
    """
    ### BEGIN SOLUTION
    inputs, targets = (torch.tensor(values, dtype=torch.float32).reshape(-1, 1) for values in (x, y))
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(inputs), targets)
    loss.backward()
    optimizer.step()
    return loss.item()
    ### END SOLUTION


def get_param_values(model):
    """The weight and the bias of an ``nn.Linear(1, 1)`` as two floats, w and b.

    Example: weight [[1.2]] and bias [0.3] give 1.2 and 0.3.

    First hint: ``model.weight`` is a tensor of shape (1, 1). What turns a tensor with one number into a float?
    """
    ### BEGIN SOLUTION
    return model.weight.item(), model.bias.item()
    ### END SOLUTION


def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    """A FuncAnimation of `num_epochs` frames that shows the model learn.

    On it are a green line labelled "Best fit", y = slope x + intercept, which stands still, and a red line labelled
    "Predicted", y = w x + b. Both go from x = 0 to x = 1. Each frame runs one epoch, then moves the red line to the
    model's new parameters. Nothing is trained before frames are drawn.

    Shapes: x (N,), y (N,). Returns the FuncAnimation; keep it, or Python throws it away with all its frames.

    Example: slope 2, intercept 3: the green line goes from (0, 3) to (1, 5). A model that has w = 1.2 and b = 0.3 after
    an epoch has its red line from (0, 0.3) to (1, 1.5) in that frame.

    First hint: inside, write a function ``update(frame)`` that calls `run_epoch` and `get_param_values`, and then moves
    the line with ``line.set_ydata([...])``.
    """
    ### BEGIN SOLUTION
    fig, ax = plt.subplots()
    ax.scatter(x, y, s=8)
    ends = np.array([0.0, 1.0])
    ax.plot(ends, slope * ends + intercept, color="green", label="Best fit")
    w, b = get_param_values(model)
    (line,) = ax.plot(ends, [b, w + b], color="red", label="Predicted")
    ax.legend()

    def update(_):
        run_epoch(model, optimizer, x, y)
        w, b = get_param_values(model)
        line.set_ydata([b, w + b])
        return (line,)

    return FuncAnimation(fig, update, frames=num_epochs, init_func=lambda: (line,))
    ### END SOLUTION
