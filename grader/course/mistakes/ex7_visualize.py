"""What learners get wrong in unit 7."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np

from grader.mistakes import mistake

from ._ex7_animation import *  # noqa: F403 -- those of animate_training
from ._ex7_training import *  # noqa: F403 -- those of run_epoch and get_param_values

# ---- sample_line


@mistake("sample_line", hint="Divide the standard normal numbers by 4.")
def noise_not_divided(ref, num_samples, slope, intercept, rng):
    """The noise is not divided by 4."""
    x = rng.uniform(size=num_samples)
    return x, slope * x + intercept + rng.standard_normal(num_samples)


@mistake("sample_line", hint="Draw x first: a generator gives its numbers in the order in which they are asked for.")
def noise_drawn_first(ref, num_samples, slope, intercept, rng):
    """The noise is drawn before x, and takes the numbers that were meant for it."""
    noise = rng.standard_normal(num_samples) / 4
    x = rng.uniform(size=num_samples)
    return x, slope * x + intercept + noise


@mistake("sample_line", hint="The slope multiplies x, the intercept is added.")
def slope_and_intercept_swapped(ref, num_samples, slope, intercept, rng):
    """The intercept multiplies x, and the slope is added."""
    x = rng.uniform(size=num_samples)
    return x, intercept * x + slope + rng.standard_normal(num_samples) / 4


@mistake("sample_line", hint="Every point has a noise of its own: standard_normal(num_samples).")
def one_noise_for_all(ref, num_samples, slope, intercept, rng):
    """One number is drawn as the noise of all points."""
    x = rng.uniform(size=num_samples)
    return x, slope * x + intercept + rng.standard_normal() / 4


@mistake("sample_line", hint="x is drawn as well: rng.uniform(size=num_samples).")
def evenly_spaced(ref, num_samples, slope, intercept, rng):
    """x is evenly spaced instead of drawn."""
    x = np.linspace(0, 1, num_samples)
    return x, slope * x + intercept + rng.standard_normal(num_samples) / 4


@mistake("sample_line", hint="If you want x sorted, sort it before y is computed from it.")
def sorted_after_the_fact(ref, num_samples, slope, intercept, rng):
    """x is sorted after y was made from it, and the points no longer belong together."""
    x = rng.uniform(size=num_samples)
    y = slope * x + intercept + rng.standard_normal(num_samples) / 4
    return np.sort(x), y


@mistake("sample_line", hint="size=num_samples gives 1-D arrays.")
def columns_instead_of_flat(ref, num_samples, slope, intercept, rng):
    """x and y are columns (N, 1), not 1-D."""
    x = rng.uniform(size=(num_samples, 1))
    return x, slope * x + intercept + rng.standard_normal((num_samples, 1)) / 4


# ---- plot_data


@mistake("plot_data", hint="scatter(x, y): the first argument goes to the right, the second up.")
def axes_swapped(ref, x, y, title):
    """x is drawn upwards and y to the right."""
    fig, ax = plt.subplots()
    ax.scatter(y, x)
    ax.set_title(title)
    return fig


@mistake("plot_data", hint="ax.scatter(x, y), or ax.plot with a marker and no line.")
def line_instead_of_points(ref, x, y, title):
    """The points are joined by a line instead of being shown."""
    fig, ax = plt.subplots()
    ax.plot(x, y)
    ax.set_title(title)
    return fig


@mistake("plot_data", hint="ax.set_title(title)")
def title_forgotten(ref, x, y, title):
    """The title is not used."""
    fig, ax = plt.subplots()
    ax.scatter(x, y)
    return fig


@mistake("plot_data", hint="subplots gives a figure and its axes: return the figure.")
def axes_returned(ref, x, y, title):
    """The axes are returned, or what was drawn in them, not the figure."""
    _, ax = plt.subplots()
    ax.scatter(x, y)
    ax.set_title(title)
    return ax


@mistake("plot_data", hint="End with `return fig`.")
def nothing_returned(ref, x, y, title):
    """Nothing is returned."""
    _, ax = plt.subplots()
    ax.scatter(x, y)
    ax.set_title(title)


@mistake("plot_data", hint="Begin with plt.subplots() or plt.figure().")
def drawn_over_the_last_figure(ref, x, y, title):
    """No new figure is made: everything lands in the last one, over what is there."""
    plt.scatter(x, y)
    plt.title(title)
    return plt.gcf()


# ---- plot_fit


@mistake("plot_fit", hint="The axes with the training data is titled Train.")
def titles_swapped(ref, X_train, y_train, pred_train, X_test, y_test, pred_test):
    """The titles are exchanged: Train stands above the test data."""
    fig, axes = plt.subplots(1, 2)
    parts = (("Test", X_train, y_train, pred_train), ("Train", X_test, y_test, pred_test))
    for ax, (title, X, y, pred) in zip(axes, parts, strict=True):
        ax.scatter(X, y, label="data")
        ax.plot(X, pred, color="red", label="model")
        ax.set_title(title)
        ax.legend()
    return fig


@mistake("plot_fit", hint="The line shows what the model predicts: plot pred, not y.")
def line_through_the_data(ref, X_train, y_train, pred_train, X_test, y_test, pred_test):
    """The red line runs through the targets, not through the predictions."""
    fig, axes = plt.subplots(1, 2)
    for ax, (title, X, y) in zip(axes, (("Train", X_train, y_train), ("Test", X_test, y_test)), strict=True):
        ax.scatter(X, y, label="data")
        ax.plot(X, y, color="red", label="model")
        ax.set_title(title)
        ax.legend()
    return fig


@mistake("plot_fit", hint="Two arguments for plot: X and the predictions.")
def line_over_row_numbers(ref, X_train, y_train, pred_train, X_test, y_test, pred_test):
    """The predictions are drawn over 0, 1, 2, ... and not over X."""
    fig, axes = plt.subplots(1, 2)
    parts = (("Train", X_train, y_train, pred_train), ("Test", X_test, y_test, pred_test))
    for ax, (title, X, y, pred) in zip(axes, parts, strict=True):
        ax.scatter(X, y, label="data")
        ax.plot(pred, color="red", label="model")
        ax.set_title(title)
        ax.legend()
    return fig


@mistake("plot_fit", hint="Leave X in its order, or put the predictions into the new one: np.argsort(X[:, 0]) says it.")
def x_sorted_alone(ref, X_train, y_train, pred_train, X_test, y_test, pred_test):
    """X is sorted for the line and the predictions are not: they no longer belong together."""
    fig, axes = plt.subplots(1, 2)
    parts = (("Train", X_train, y_train, pred_train), ("Test", X_test, y_test, pred_test))
    for ax, (title, X, y, pred) in zip(axes, parts, strict=True):
        ax.scatter(X, y, label="data")
        ax.plot(np.sort(X, axis=0), pred, color="red", label="model")
        ax.set_title(title)
        ax.legend()
    return fig


@mistake("plot_fit", hint='color="red"')
def line_not_red(ref, X_train, y_train, pred_train, X_test, y_test, pred_test):
    """The model's line has Matplotlib's first color, not red."""
    fig, axes = plt.subplots(1, 2)
    parts = (("Train", X_train, y_train, pred_train), ("Test", X_test, y_test, pred_test))
    for ax, (title, X, y, pred) in zip(axes, parts, strict=True):
        ax.scatter(X, y, label="data")
        ax.plot(X, pred, label="model")
        ax.set_title(title)
        ax.legend()
    return fig


@mistake("plot_fit", hint="Give the scatter and the line a label= each, and call ax.legend() after both.")
def legend_forgotten(ref, X_train, y_train, pred_train, X_test, y_test, pred_test):
    """There is no legend, or nothing in it: what has no label is not listed, nor what is drawn after legend()."""
    fig, axes = plt.subplots(1, 2)
    parts = (("Train", X_train, y_train, pred_train), ("Test", X_test, y_test, pred_test))
    for ax, (title, X, y, pred) in zip(axes, parts, strict=True):
        ax.scatter(X, y, label="data")
        ax.plot(X, pred, color="red", label="model")
        ax.set_title(title)
    return fig


@mistake("plot_fit", hint="plt.subplots(1, 2) is one row with two columns.")
def one_above_the_other(ref, X_train, y_train, pred_train, X_test, y_test, pred_test):
    """The axes stand one above the other, not side by side."""
    fig, axes = plt.subplots(2, 1)
    parts = (("Train", X_train, y_train, pred_train), ("Test", X_test, y_test, pred_test))
    for ax, (title, X, y, pred) in zip(axes, parts, strict=True):
        ax.scatter(X, y, label="data")
        ax.plot(X, pred, color="red", label="model")
        ax.set_title(title)
        ax.legend()
    return fig


@mistake("plot_fit", hint="The second axes gets the test data: X_test, y_test, pred_test.")
def training_data_twice(ref, X_train, y_train, pred_train, X_test, y_test, pred_test):
    """Both axes show the training data."""
    fig, axes = plt.subplots(1, 2)
    for ax, title in zip(axes, ("Train", "Test"), strict=True):
        ax.scatter(X_train, y_train, label="data")
        ax.plot(X_train, pred_train, color="red", label="model")
        ax.set_title(title)
        ax.legend()
    return fig


@mistake("plot_fit", hint="plt.subplots(1, 2) gives two axes: one for each part.")
def all_in_one_axes(ref, X_train, y_train, pred_train, X_test, y_test, pred_test):
    """Both parts are drawn into one axes."""
    fig, ax = plt.subplots()
    for title, X, y, pred in (("Train", X_train, y_train, pred_train), ("Test", X_test, y_test, pred_test)):
        ax.scatter(X, y, label=title)
        ax.plot(X, pred, color="red")
    ax.set_title("Train and Test")
    ax.legend()
    return fig
