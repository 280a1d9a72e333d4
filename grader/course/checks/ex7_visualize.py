"""What is checked of unit 7: plots of data and fits, and an animation of training."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from grader.checks import Exercise, Rng, Unit, array, check, close, oracle, pure, require, unpack

from ..pictures import (
    Cloud,
    Fit,
    axes_of,
    clouds,
    figure_of,
    fits,
    line_of,
    many_points,
    runs_along,
    same,
    shows,
    train_and_test,
)
from ..problems import Array, rngs
from ._ex7_animation import *  # noqa: F403 -- the checks of run_epoch, get_param_values and animate_training
from ._ex7_training import *  # noqa: F403

UNIT = Unit(
    "See it learn: plots and an animation",
    Exercise(
        "sample_line",
        hints=(
            "First all of x, then all of the noise: two draws of N numbers.",
            "`rng.uniform(size=num_samples)` and `rng.standard_normal(num_samples)`. No other shape is needed.",
            "The noise is divided by 4 before it is added to slope * x + intercept.",
        ),
    ),
    Exercise(
        "plot_data",
        hints=(
            "Make a new figure with one axes, draw into the axes, return the figure.",
            "`fig, ax = plt.subplots()` gives both.",
            "`ax.scatter(...)` draws points, `ax.set_title(...)` the title. Nothing needs to be shown.",
        ),
    ),
    Exercise(
        "plot_fit",
        hints=(
            "Both halves look alike: write one, and do it twice.",
            "`plt.subplots(1, 2)` is one row of two; `subplots(2, 1)` would put one above the other.",
            'In each axes: scatter with a label, plot with `color="red"` and a label, set_title, legend.',
        ),
    ),
    Exercise(
        "run_epoch",
        hints=(
            "Five lines, in the order of every PyTorch loop: clear, predict, loss, backward, step.",
            "x and y are NumPy arrays (N,) of float64; the model wants float32 columns (N, 1).",
            "Use the optimizer that is passed in: `zero_grad()` before, `step()` after. Return `loss.item()`.",
        ),
    ),
    Exercise(
        "get_param_values",
        hints=(
            "A linear layer keeps its parameters in `model.weight` and `model.bias`.",
            "Both are tensors with one number, one of shape (1, 1), the other (1,).",
            "`.item()` gives a tensor's one number as a float. Weight first.",
        ),
    ),
    Exercise(
        "animate_training",
        needs=("run_epoch", "get_param_values"),
        hints=(
            "Draw everything once, keep the red line in a variable, and write a function that moves it.",
            "That function takes the frame's number, runs one epoch, reads w and b, and moves the line there.",
            "`FuncAnimation(fig, update, frames=num_epochs)`. With init_func=lambda: [line] no frame is drawn twice.",
        ),
    ),
)


# ---- sample_line

slopes = st.integers(-24, 24).map(lambda number: number / 8)


@oracle
def drawn(rng: Rng, count: int) -> tuple[Array, Array]:
    """The sorted x, and the sorted noise: which point gets which is free."""
    made = rng.make()
    return np.sort(made.uniform(size=count)), np.sort(made.standard_normal(count) / 4)


def sampled(student: Any, count: int, slope: float, intercept: float, rng: Rng) -> tuple[Array, Array]:
    """The learner's x and y."""
    x, y = unpack(student.sample_line(count, slope, intercept, rng), "x", "y")
    return array(x, (count,), "x"), array(y, (count,), "y")


@check("sample_line", points=1, hint="rng.uniform(size=num_samples), before anything else is drawn.", examples=10)
@given(num_samples=st.integers(2, 30), slope=slopes, intercept=slopes, rng=rngs)
@example(num_samples=3, slope=2.0, intercept=3.0, rng=Rng("RandomState", 1234))
@example(num_samples=3, slope=2.0, intercept=3.0, rng=Rng("Generator", 1234))
def x_is_drawn_first(student, num_samples, slope, intercept, rng):
    """x holds the first N numbers that rng.uniform gives, in [0, 1)."""
    x, _ = unpack(student.sample_line(num_samples, slope, intercept, rng), "x", "y")
    close(np.sort(array(x, (num_samples,), "x")), drawn(rng, num_samples)[0], name="the sorted x")


@check("sample_line", points=1.5, hint="slope * x + intercept + rng.standard_normal(num_samples) / 4", examples=10)
@given(num_samples=st.integers(2, 30), slope=slopes, intercept=slopes, rng=rngs)
@example(num_samples=3, slope=2.0, intercept=3.0, rng=Rng("RandomState", 1234))
@example(num_samples=3, slope=2.0, intercept=3.0, rng=Rng("Generator", 1234))
def y_is_line_plus_noise(student, num_samples, slope, intercept, rng):
    """y - slope x - intercept is a quarter of the N standard normal numbers that rng draws after x."""
    x, y = sampled(student, num_samples, slope, intercept, rng)
    scale = abs(slope) + abs(intercept) + 1
    noise = np.sort(y - slope * x - intercept)
    close(noise, drawn(rng, num_samples)[1], name="the sorted noise y - slope x - intercept", scale=scale, terms=3)


@check("sample_line", points=0.5, kind="property", hint="Standard normal noise over 4 has a std of 1/4.", examples=3)
@given(slope=slopes, intercept=slopes, rng=rngs)
def noise_has_a_std_of_a_quarter(student, slope, intercept, rng):
    """Of 400 points x fills [0, 1), and the noise has a mean of about 0 and a standard deviation of about 1/4."""
    x, y = sampled(student, 400, slope, intercept, rng)
    noise = y - slope * x - intercept
    lowest, highest, mean, std = float(x.min()), float(x.max()), float(noise.mean()), float(noise.std())
    require(0 <= lowest < 0.05 and 0.95 < highest < 1, f"x reaches from {lowest:.3g} to {highest:.3g}, expected [0, 1)")
    require(
        abs(mean) < 0.06 and 0.2 < std < 0.3, f"the noise has mean {mean:.3g} and std {std:.3g}, expected 0 and 0.25"
    )


@check(
    "sample_line", points=0.5, kind="contract", hint="Draw from the rng that is passed in; x and y are 1-D.", examples=4
)
@given(num_samples=st.integers(1, 12), slope=slopes, intercept=slopes, rng=rngs)
def same_rng_same_points(student, num_samples, slope, intercept, rng):
    """x and y have shape (N,), also for N = 1; the same rng gives the same points; np.random is left alone."""
    x, y = unpack(pure(student, "sample_line", num_samples, slope, intercept, rng), "x", "y")
    array(x, (num_samples,), "x")
    array(y, (num_samples,), "y")


# ---- plot_data

MANY = Cloud(np.arange(60.0) / 64 + 0.125, np.arange(60.0) % 7 + 1.0625, "Sixty points")


def plotted(student: Any, cloud: Cloud, *parts: str) -> dict[str, Any]:
    """The learner's figure."""
    return figure_of(student.keep("plot_data", cloud.x, cloud.y, cloud.title), *parts)


@check("plot_data", points=1.5, hint="ax.scatter(x, y): points, no line; all of them, x to the right.", examples=1)
@given(cloud=clouds())
@example(cloud=MANY)
def all_points_are_shown(student, cloud):
    """A scatter shows exactly the points (x, y), all of them."""
    student.close_figures()
    (axes,) = axes_of(plotted(student, cloud, "points"), 1)
    shows(axes, cloud.points, "the plot")


@check("plot_data", points=0.5, kind="contract", hint="ax.set_title(title)", examples=1)
@given(cloud=clouds())
def title_is_shown(student, cloud):
    """The title stands above the plot: of the axes, or of the figure."""
    student.close_figures()
    data = plotted(student, cloud, "title")
    (axes,) = axes_of(data, 1)
    texts = [axes["title"], data["title"]]
    require(same(cloud.title) in map(same, texts), f"the title is {texts[0]!r}, expected {cloud.title!r}")


@check(
    "plot_data",
    points=0.5,
    kind="contract",
    hint="plt.scatter alone draws into the last figure: make a new one.",
    examples=1,
)
@given(cloud=clouds(sizes=(2, 4)), other=clouds(sizes=(5, 6)))
def each_call_makes_a_new_figure(student, cloud, other):
    """A second call shows its own points alone, and leaves the first figure as it was."""
    student.close_figures()
    figures = [student.keep("plot_data", each.x, each.y, each.title) for each in (cloud, other)]
    for figure, each, name in zip(figures, (cloud, other), ("the first plot", "the second plot"), strict=True):
        (axes,) = axes_of(figure_of(figure, "points"), 1)
        shows(axes, each.points, name)


# ---- plot_fit

FEW = Fit(
    np.array([[1.0], [0.0], [2.5]]),
    np.array([[3.0], [1.0], [0.25]]),
    np.array([[0.5], [3.0]]),
    np.array([[2.0], [1.0]]),
    0.75,
    0.875,
)
MODEL = ("model", "predict", "fit", "regression")  # words in the label of the model's line


@check("plot_fit", points=1.5, hint="In each axes a scatter of X against y: the data, not the predictions.", examples=1)
@given(fit=fits())
@example(fit=many_points())
def both_parts_show_their_data(student, fit):
    """One axes shows the training points, the other the test points."""
    student.close_figures()
    found = train_and_test(student.keep("plot_fit", *fit.args), fit)
    for axes, (X, y), name in zip(found, fit.parts, ("Train", "Test"), strict=True):
        shows(axes, np.hstack([X, y]), f"the axes {name}")


@check(
    "plot_fit",
    points=1.5,
    hint='ax.plot(X, pred, color="red"): every prediction over its own x, in one order.',
    examples=2,
)
@given(fit=fits())
def red_lines_show_the_model(student, fit):
    """In both axes one red line runs through the predictions, from the smallest to the largest x."""
    student.close_figures()
    figure = student.keep("plot_fit", *fit.args)
    found = train_and_test(figure, fit, "lines")
    for at, (axes, (X, _), name) in enumerate(zip(found, fit.parts, ("Train", "Test"), strict=True)):

        def labelled(at: int = at) -> list[dict[str, Any]]:
            return [train_and_test(figure, fit, "labels")[at]]

        line = line_of([axes], "red", f"the axes {name}", MODEL, labelled)
        runs_along(line, fit.w, fit.b, (X.min(), X.max()), f"the red line of {name}")


@check("plot_fit", points=0.5, kind="contract", hint="plt.subplots(1, 2), and set_title for each.", examples=1)
@given(fit=fits())
def side_by_side_and_titled(student, fit):
    """Two axes side by side, titled Train and Test, each over its data."""
    student.close_figures()
    found = train_and_test(student.keep("plot_fit", *fit.args), fit)
    texts = [axes["title"] for axes in found]
    right = [same(text) for text in texts] == ["train", "test"]
    told = f"over the training data the title is {texts[0]!r}, and over the test data {texts[1]!r}"
    require(right, f"{told}; expected 'Train' and 'Test'")
    left, right = sorted((axes["place"] for axes in found), key=lambda place: place[0])
    beside = left[2] <= right[0] + 0.01 and min(left[3], right[3]) > max(left[1], right[1])
    require(beside, "the two axes are not side by side")


@check(
    "plot_fit",
    points=0.5,
    kind="contract",
    hint="A label= for the scatter, another for the line, and after both of them ax.legend(), in each axes.",
    examples=1,
)
@given(fit=fits())
def a_legend_tells_them_apart(student, fit):
    """Both axes have a legend, or the figure has one for both, in which no two things have one name."""
    student.close_figures()
    data = figure_of(student.keep("plot_fit", *fit.args), "legend")
    for axes, name in zip(axes_of(data, 2), ("first", "second"), strict=True):
        texts = [*axes["legend"], *data["legend"]]
        require(bool(texts), f"the {name} axes have no legend, or nothing is listed in it")
        told = len(texts) == 1 or len(set(map(same, texts))) > 1  # where one is named, the other is the rest
        require(told, f"the legend of the {name} axes calls all that it lists {texts[0]!r}")


@check(
    "plot_fit",
    points=0.5,
    kind="contract",
    hint="Make a new figure in each call: plt.subplots(1, 2), without num= or a figure from outside.",
    examples=1,
)
@given(fit=fits(), other=fits())
@example(fit=FEW, other=many_points())
def each_fit_has_its_own_figure(student, fit, other):
    """A second call shows its own data alone, and leaves the first figure as it was."""
    student.close_figures()
    figures = [student.keep("plot_fit", *each.args) for each in (fit, other)]
    for figure, each, when in zip(figures, (fit, other), ("first", "second"), strict=True):
        for axes, (X, y), name in zip(train_and_test(figure, each), each.parts, ("Train", "Test"), strict=True):
            shows(axes, np.hstack([X, y]), f"the axes {name} of the {when} figure")
