"""What is checked of unit 7, second part: an epoch, and the parameters as numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from hypothesis import example, given

from grader.checks import check, close, number, numbers, require, unpack

from ..pictures import Run, current, long_run, path_of, runs, setup
from ..tensors import float32, layer, tensor

SMALL = Run(np.array([0.0, 1.0]), np.array([1.125, 3.25]), 1.03125, 0.28125, 0.0625, 0.0, 1)
FULL_BATCH = long_run()


def epochs(student: Any, run: Run, count: int) -> tuple[list[Any], Any]:
    """The learner's answers to so many epochs, and the model afterwards."""
    model, optimizer = setup(student, run)
    return [student.run_epoch(model, optimizer, run.x, run.y) for _ in range(count)], model


def ends_at(model: Any, run: Run, count: int) -> None:
    """The model's w and b are the oracle's after so many epochs."""
    (path, _), (bounds, _) = path_of(run)
    close(current(model), path[count], name=f"[w, b] after {count} epoch{'s' * (count > 1)}", bound=bounds[count])


@check(
    "run_epoch",
    points=1.5,
    hint="zero_grad(), backward() on the mean squared error of all points, each in a column, then one step().",
    examples=6,
)
@given(run=runs())
@example(run=SMALL)
@example(run=FULL_BATCH)
def model_takes_one_step(student, run):
    """w and b are moved by one step of the optimizer on the MSE of all points."""
    _, model = epochs(student, run, 1)
    ends_at(model, run, 1)


@check(
    "run_epoch",
    points=1,
    hint="The mean of (model(x) - y)^2 over all points, x and y in columns: the loss that backward was called on.",
    examples=6,
)
@given(run=runs())
@example(run=SMALL)
@example(run=FULL_BATCH)
def mse_before_the_step(student, run):
    """The answer is one float: the MSE before the step."""
    (loss,), _ = epochs(student, run, 1)
    (_, losses), (_, bounds) = path_of(run)
    close(loss, float(losses[0]), name="the loss", bound=bounds[0])


@check(
    "run_epoch",
    points=1,
    hint="In every epoch zero_grad(), as backward adds to the gradients; then one backward() and one step().",
    examples=4,
)
@given(run=runs(epochs=(3, 3)))
def three_epochs_in_a_row(student, run):
    """Three calls are three steps of gradient descent, each from where the last one ended."""
    losses, model = epochs(student, run, 3)
    (_, exact), (_, bounds) = path_of(run)
    close(numbers(losses, 3), exact[:3], name="losses", bound=bounds[:3])
    ends_at(model, run, 3)


@check(
    "run_epoch", points=0.5, visibility="hidden", hint="The optimizer that is passed in knows how to step.", examples=3
)
@given(run=runs(epochs=(2, 2), momenta=(0.5, 0.25)))
def optimizer_with_momentum(student, run):
    """An optimizer with momentum takes its own steps."""
    _, model = epochs(student, run, 2)
    ends_at(model, run, 2)


@check("run_epoch", points=0.5, kind="property", hint="Each epoch must start from the model as it is.", examples=2)
@given(run=runs(epochs=(4, 4)))
def losses_fall(student, run):
    """From epoch to epoch the loss falls."""
    losses = numbers(epochs(student, run, 4)[0], 4)
    require(bool(np.all(np.diff(losses) < 0)), f"the losses are {', '.join(f'{loss:.4g}' for loss in losses)}")


@check(
    "run_epoch",
    points=0.5,
    kind="contract",
    hint="Return loss.item(). Convert copies of x and y to float32, and never the model.",
    examples=3,
)
@given(run=runs(sizes=(1, 3)))
def epoch_gives_one_float(student, run):
    """One float comes back, also for a single point; x and y are left as they were, and the model is in float32."""
    model, optimizer = setup(student, run)
    answer = student.call("run_epoch", model, optimizer, run.x, run.y)
    number(answer.value, "the loss")
    require(not {2, 3} & set(answer.changed), "x or y is changed by the call")
    for name, shape in (("weight", (1, 1)), ("bias", (1,))):
        tensor(model.get(name), shape, f"the {name} of the model afterwards", torch.float32)


# ---- get_param_values


def told(student: Any, run: Run) -> list[Any]:
    """The learner's w and b, unseen."""
    model = layer(student, np.array([[run.w]]), np.array([run.b]))
    return unpack(student.get_param_values(model), "w", "b")


@check("get_param_values", points=0.5, hint="model.weight.item(), as it is: not rounded.", examples=6)
@given(run=runs())
def weight_as_a_float(student, run):
    """w is the weight of the linear layer, one float."""
    close(told(student, run)[0], run.w, name="w")


@check("get_param_values", points=0.5, hint="model.bias.item(), after the weight.", examples=6)
@given(run=runs())
def bias_as_a_float(student, run):
    """b is the bias of the linear layer, one float."""
    close(told(student, run)[1], run.b, name="b")


@check(
    "get_param_values",
    points=0.5,
    kind="contract",
    hint="Read the parameters anew at each call, and change nothing.",
    examples=3,
)
@given(run=runs(), other=runs())
def reads_the_model_of_now(student, run, other):
    """Asked again after the parameters have changed, it gives the new ones; the model is left as it is."""
    model = layer(student, np.array([[run.w]]), np.array([run.b]))
    for each in (run, other):
        model.load([float32([[each.w]]), float32([each.b])])
        w, b = unpack(student.get_param_values(model), "w", "b")
        close(w, each.w, name="w")
        close(b, each.b, name="b")
        close(current(model), np.array([each.w, each.b]), name="[w, b] of the model afterwards")
