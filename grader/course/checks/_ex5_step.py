"""The checks of gradient_descent, and how an object is made."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import torch
from hypothesis import example, given

from grader.checks import Mismatch, Thing, array, check, close, describe, oracle, pure, require
from grader.gradients import autograd

from ..column_problems import Step, steps
from ..problems import Array, seventy_one


def made(student: Any, learning_rate: float = 0.01, total_iterations: int = 100) -> Thing:
    """A LinearRegression of the learner's. Both are always passed: whether there are defaults, two checks ask."""
    return built(student, learning_rate, total_iterations)


def built(student: Any, *settings: float) -> Thing:
    """The same, with what is passed and the learner's defaults. Raises Mismatch where that gives no object."""
    model = student.keep("LinearRegression", *settings)
    if not isinstance(model, Thing):
        raise Mismatch(f"LinearRegression(...) gives {describe(model)}, expected an object", kind="type", got=model)
    return model


# ---- gradient_descent


@oracle
def stepped(step: Step) -> Array:
    """W minus the rate times torch's gradient of the loss, as W moves away from where it predicts y_hat."""
    X, y, y_hat = (torch.tensor(values) for values in (step.X, step.y, step.y_hat))
    (slope,) = autograd(lambda dW: torch.nn.functional.mse_loss(y_hat + dW.T @ X, y), np.zeros_like(step.W))
    return np.asarray(step.W - step.learning_rate * slope)


def moves(student: Any, step: Step) -> None:
    """The learner's step equals the oracle's."""
    got = made(student, step.learning_rate).gradient_descent(*step.args)
    close(got, stepped(step), name="W", scale=step.scale, terms=step.terms)


STEP = Step(np.array([[10.0], [3.25]]), np.array([[1.0, 1.0], [2.0, 5.0]]), np.array([[14.0, 26.0]]), 0.125)
STEP_OF_MANY = Step(np.array([[1.125]]), seventy_one()[0].T, seventy_one()[1].T, 0.25)


@check(
    "LinearRegression.gradient_descent",
    points=1.5,
    hint="W minus the learning rate, the first that the class is given, times (2/m) X (y_hat - y)'.",
    examples=10,
)
@given(step=steps())
@example(step=STEP)
@example(step=STEP_OF_MANY)
def step_matches_autograd(student, step):
    """W moves against torch.autograd's gradient of the mean squared error, at the rate given to the class."""
    moves(student, step)


@check(
    "LinearRegression.gradient_descent",
    points=0.5,
    kind="contract",
    hint="learning_rate=0.01 in the def line of __init__; then use what was given.",
    examples=6,
)
@given(step=steps(rates=(0.01,)))
@example(step=replace(STEP, learning_rate=0.01))
def default_rate_is_a_hundredth(student, step):
    """LinearRegression() steps at a rate of 0.01, as LinearRegression(0.01) does."""
    given_rate, by_default = (built(student, *rate).gradient_descent(*step.args) for rate in ((0.01, 100), ()))
    got = array(by_default, step.W.shape, "W by default")
    by_formula = bool(np.allclose(got, stepped(step), rtol=1e-4, atol=1e-5 * step.scale.max()))
    # Whose formula is another one is only asked whether both ways to make an object give the same.
    expected = stepped(step) if by_formula else array(given_rate, step.W.shape, "W at 0.01")
    close(by_default, expected, name="W by default", scale=2 * step.scale, terms=step.terms)


@check(
    "LinearRegression.gradient_descent",
    points=0.5,
    visibility="hidden",
    hint="Each weight moves by its own feature; m is the number of examples.",
    examples=6,
)
@given(step=steps(features=(3, 4), examples=(1, 2)))
def step_with_many_features(student, step):
    """The same with more features than examples, n > m."""
    moves(student, step)


@check(
    "LinearRegression.gradient_descent",
    points=0.5,
    kind="property",
    hint="The step is the gradient times the rate: no error, no step.",
    examples=6,
)
@given(step=steps())
def step_is_proportional_to_rate(student, step):
    """Where y_hat = y nothing moves; at twice the rate W moves twice as far."""
    model, faster = made(student, step.learning_rate, 10), made(student, 2 * step.learning_rate, 10)
    still = model.gradient_descent(step.W, step.X, step.y_hat, step.y_hat)
    close(still, step.W, name="W where there is no error", scale=step.scale, terms=step.terms)
    once = array(model.gradient_descent(*step.args), step.W.shape, "W")
    twice = faster.gradient_descent(*step.args)
    close(twice, 2 * once - step.W, name="W at twice the rate", scale=4 * step.scale, terms=step.terms)


@check(
    "LinearRegression.gradient_descent",
    points=0.5,
    kind="property",
    hint="If the loss rises after a small step, it goes the wrong way.",
    examples=6,
)
@given(step=steps())
def small_step_lowers_the_loss(student, step):
    """After a small enough step the mean squared error is lower."""
    curvature = 2 * np.linalg.eigvalsh(step.X @ step.X.T / step.X.shape[1])[-1]
    model = made(student, float(f"{0.5 / curvature:.2g}"))
    W = array(model.gradient_descent(*step.args), step.W.shape, "W")
    before, after = (float(np.mean((weights.T @ step.X - step.y) ** 2)) for weights in (step.W, W))
    require(after < before, f"the loss is {before:.6g} before a small step and {after:.6g} after it")


@check(
    "LinearRegression.gradient_descent",
    points=0.5,
    kind="contract",
    hint="W -= ... changes the caller's array; W - ... makes a new one.",
    examples=6,
)
@given(step=steps(examples=(1, 3)))
def step_makes_a_new_array(student, step):
    """A new array, (n, 1), also for m = 1 and n > m, before any fit; W, X, y and y_hat are left as they were."""
    array(pure(made(student, step.learning_rate), "gradient_descent", *step.args), step.W.shape, "W")
