"""What is checked of unit 7, third part: the animation, stepped frame by frame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from grader.checks import Mismatch, Thing, check, identical, require

from ..pictures import (
    AHEAD,
    ANIMATION,
    Run,
    current,
    expected,
    figure_of,
    line_of,
    long_run,
    reached,
    runs,
    runs_along,
    same,
    setup,
)
from ..problems import Array

films = runs(epochs=(3, 4), sizes=(3, 6))  # with one frame too few most are still there
LABELS = {"red": "predicted", "green": "best fit"}
lines = st.sampled_from(((2.0, 3.0), (-1.25, 0.875), (0.625, -2.25)))


def animated(student: Any, run: Run, line: tuple[float, float]) -> tuple[Thing, Thing]:
    """The model, and the learner's animation of its training."""
    student.close_figures()
    model, optimizer = setup(student, run)
    made = student.keep("animate_training", model, optimizer, run.x, run.y, *line, run.num_epochs)
    return model, expected(made, ANIMATION)


def line_in(animation: Thing, color: str, number: int) -> Array:
    """The line of this color in a frame."""

    def panels(part: str) -> list[dict[str, Any]]:
        return list(figure_of(animation, part, of=ANIMATION)["axes"])

    return line_of(panels("lines"), color, f"frame {number}", (LABELS[color],), lambda: panels("labels"))


def next_frame(animation: Thing, number: int, run: Run) -> None:
    """Draw one frame. Raises Mismatch where there is none."""
    if not animation.draw():
        raise Mismatch(f"the animation has {number} frames, expected {run.num_epochs}", kind="frames")


def frames(animation: Thing, run: Run) -> Iterator[int]:
    """Draw the frames one by one, and give their numbers. Ends where most were there: whether all are, one check asks.
    Raises Mismatch where it ends before.
    """
    for number in range(run.num_epochs):
        if 2 * number <= run.num_epochs:
            next_frame(animation, number, run)
        elif not animation.draw():
            return
        yield number


@check(
    "animate_training",
    points=1.5,
    hint="Call run_epoch once in each frame and nowhere else, with the model and the optimizer that are passed in.",
    examples=2,
)
@given(run=films, line=lines)
@example(run=long_run(3), line=(2.0, 3.0))
def each_frame_trains_one_epoch(student, run, line):
    """Nothing is trained before frames are drawn; after each frame the model has been trained for one more epoch."""
    model, animation = animated(student, run, line)
    drawn = animation.get("_blit") is True  # then Matplotlib draws the first picture when the animation is made
    reached(model, run, range(AHEAD + 1) if drawn else (0,), "before the first frame")
    ahead = animation.start()
    at = reached(model, run, range(AHEAD + 1), "before the first frame")  # an init_func may draw what a frame does
    for number in frames(animation, run):
        again = (at,) if ahead and number == 0 else ()
        at = reached(model, run, (at + 1, *again), f"after frame {number}")


@check(
    "animate_training",
    points=1.5,
    hint="After run_epoch, give w and b of now to the line: set_ydata([b, w + b]).",
    examples=2,
)
@given(run=films, line=lines)
def red_line_follows_the_model(student, run, line):
    """After each frame there is one red line, from x = 0 to x = 1, with the model's parameters of now."""
    model, animation = animated(student, run, line)
    animation.start()
    for number in frames(animation, run):
        red = line_in(animation, "red", number)
        w, b = current(model)
        runs_along(red, float(w), float(b), (0.0, 1.0), f"the red line in frame {number}")


@check(
    "animate_training",
    points=0.5,
    hint="The green line is drawn once, from intercept to intercept + slope.",
    examples=1,
)
@given(run=films, line=lines)
def green_line_stands_still(student, run, line):
    """The green line is slope x + intercept from x = 0 to x = 1, in every frame."""
    _, animation = animated(student, run, line)
    animation.start()
    for number in frames(animation, run):
        green = line_in(animation, "green", number)
        runs_along(green, line[0], line[1], (0.0, 1.0), f"the green line in frame {number}")


@check("animate_training", points=0.5, kind="contract", hint="FuncAnimation(..., frames=num_epochs)", examples=1)
@given(run=films, line=lines)
def as_many_frames_as_epochs(student, run, line):
    """The animation has num_epochs frames."""
    _, animation = animated(student, run, line)
    ahead = animation.start()
    drawn = 0
    while drawn <= run.num_epochs and animation.draw():
        drawn += 1
    right = (run.num_epochs - 1, run.num_epochs) if ahead else (run.num_epochs,)
    shown = f"more than {run.num_epochs}" if drawn > run.num_epochs else str(drawn)
    require(drawn in right, f"the animation has {shown} frames, expected {run.num_epochs}")


@check("animate_training", points=0.5, kind="contract", hint='label="Predicted" and label="Best fit"', examples=1)
@given(run=films, line=lines)
def lines_are_labelled(student, run, line):
    """The red line is labelled Predicted and the green one Best fit, in capitals or not."""
    _, animation = animated(student, run, line)
    animation.start()
    next_frame(animation, 0, run)
    panels = figure_of(animation, "labels", of=ANIMATION)["axes"]
    found = {(color, same(label)) for axes in panels for label, color in axes["labels"]}
    for color, label in (("red", "Predicted"), ("green", "Best fit")):
        others = ", ".join(sorted(other for seen, other in found if seen == color and other)) or "no label"
        require((color, same(label)) in found, f"no {color} line is labelled {label!r}; found: {others}")


@check(
    "animate_training",
    points=0.5,
    kind="contract",
    hint="Begin with plt.subplots(): plt.gcf(), plt.gca() and a figure from outside may be the last animation's.",
    examples=1,
)
@given(run=films, line=lines)
def each_animation_has_its_own_figure(student, run, line):
    """A second animation shows its own two lines alone, and leaves the first figure as it was."""
    _, first = animated(student, run, line)
    drawn = lines_of(first, run)
    alone = colors_in(drawn)
    model, optimizer = setup(student, run)
    other = (line[1], line[0])
    made = student.keep("animate_training", model, optimizer, run.x, run.y, *other, run.num_epochs)
    second, left = expected(made, ANIMATION), lines_now(first)
    for seen, name in ((colors_in(left), "first"), (colors_in(lines_of(second, run)), "second")):
        require(seen == alone, f"the {name} of two figures has lines in {words(seen)}; one alone has {words(alone)}")
    require(identical(left, drawn), "the lines of the first animation are moved when a second one is made")


def lines_of(animation: Thing, run: Run) -> list[dict[str, Any]]:
    """The lines in the first frame."""
    animation.start()
    next_frame(animation, 0, run)
    return lines_now(animation)


def lines_now(animation: Thing) -> list[dict[str, Any]]:
    return [line for axes in figure_of(animation, "lines", of=ANIMATION)["axes"] for line in axes["lines"]]


def colors_in(drawn: list[dict[str, Any]]) -> list[str]:
    return sorted(line["color"] for line in drawn)


def words(colors: list[str]) -> str:
    return ", ".join(colors) or "no color"
