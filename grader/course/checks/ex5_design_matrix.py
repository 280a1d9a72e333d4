"""What is checked of unit 5: the design matrix, and linear regression as a class."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from hypothesis import example, given
from sklearn.metrics import mean_squared_error
from sklearn.preprocessing import add_dummy_feature

from grader.checks import Exercise, Unit, array, check, close, number, oracle, pure

from ..column_problems import Columns, Pair, Step, columns, pairs, steps
from ..problems import Array, seventy_one
from ._ex5_fit import *  # noqa: F403 -- the checks of fit
from ._ex5_step import *  # noqa: F403 -- the checks of gradient_descent
from ._ex5_step import made

UNIT = Unit(
    "The design matrix, and the model as a class",
    Exercise(
        "add_intercept",
        hints=(
            "The result has one row more than X, and as many columns.",
            "Two parts, one above the other: a (1, m) array of ones, and X.",
            "`np.vstack` takes a list of arrays and puts them one below the other. The ones come first.",
        ),
    ),
    Exercise(
        "LinearRegression.y_hat",
        hints=(
            "Each prediction is a weighted sum of one column of X.",
            "(1, n) times (n, m) is (1, m). Which of X and W must be turned for that?",
            "`W.T` is (1, n). A product of matrices is written with `@`.",
        ),
    ),
    Exercise(
        "LinearRegression.loss",
        hints=(
            "Error, square, sum, divide by m: four steps.",
            "y_hat and y are both (1, m); m is their second dimension.",
            "`np.sum` of the squared differences is one number; `y.shape[1]` is m.",
        ),
    ),
    Exercise(
        "LinearRegression.gradient_descent",
        hints=(
            "Write the gradient on a line of its own, (2/m) X (y_hat - y)', and look at its shape.",
            "X is (n, m) and the errors are (1, m): turned into a column, (m, 1), they give (n, 1), the shape of W.",
            "The rate is a setting of the object: `self.` and the name you gave it. Write `W - ...`, not `W -= ...`.",
        ),
    ),
    Exercise(
        "LinearRegression.fit",
        needs=(
            "add_intercept",
            "LinearRegression.y_hat",
            "LinearRegression.loss",
            "LinearRegression.gradient_descent",
        ),
        hints=(
            "Before the loop: X with its row of ones, W of zeros, an empty list of losses. After it: return W.",
            "In the loop: predict, append the loss, step. Methods of the same object are called as `self.method(...)`.",
            "W has as many rows as the *new* X, `np.zeros((X.shape[0], 1))`. `self.losses = []` belongs in fit itself.",
        ),
    ),
)


# ---- add_intercept


@oracle
def dummied(problem: Columns) -> Array:
    """scikit-learn's column of ones, turned."""
    return np.asarray(add_dummy_feature(problem.X.T)).T


@check("add_intercept", points=1, hint="A row of ones, and X below it.", examples=10)
@given(problem=columns())
@example(problem=Columns(np.array([[2.25, 3.0, 5.0]])))
@example(problem=Columns(np.array([[1.0, 1.0, 1.0], [0.25, 3.0, 1.0]])))
def ones_on_top(student, problem):
    """The first row is ones and the others are X, as with scikit-learn's add_dummy_feature."""
    close(student.add_intercept(problem.X), dummied(problem), name="the design matrix")


@check(
    "add_intercept",
    points=0.5,
    visibility="hidden",
    hint="Nothing depends on how many features there are.",
    examples=6,
)
@given(problem=columns(features=(5, 8), examples=(1, 3)))
def more_features_than_examples(student, problem):
    """The same with more features than examples, n > m."""
    close(student.add_intercept(problem.X), dummied(problem), name="the design matrix")


@check("add_intercept", points=0.5, kind="property", hint="Each column gets its 1 by itself.", examples=6)
@given(problem=columns(examples=(2, 6)))
def each_example_by_itself(student, problem):
    """The last example alone has the column that it has among others."""
    n, m = problem.X.shape
    whole = array(student.add_intercept(problem.X), (n + 1, m), "the design matrix")
    close(student.add_intercept(problem.X[:, -1:]), whole[:, -1:], name="the last example's column")


@check(
    "add_intercept",
    points=0.5,
    kind="contract",
    hint="Make a new array of floats; do not write into X.",
    examples=6,
)
@given(problem=columns())
@example(problem=Columns(np.array([[0.75]])))
def add_intercept_makes_a_new_array(student, problem):
    """A new array of floats, (n + 1, m), also for n = 1 and m = 1; X is left as it was."""
    n, m = problem.X.shape
    array(pure(student, "add_intercept", problem.X), (n + 1, m), "the design matrix", kind="f")


# ---- y_hat


@oracle
def linear(step: Step) -> Array:
    """torch's linear layer in float64, turned."""
    X, W = torch.tensor(step.X), torch.tensor(step.W)
    return np.asarray(torch.nn.functional.linear(X.T, W.T).numpy()).T


def predicts(student: Any, step: Step) -> None:
    """The learner's prediction equals the oracle's."""
    close(made(student).y_hat(step.X, step.W), linear(step), name="y_hat", scale=step.size, terms=len(step.W))


TWO = Step(np.array([[10.0], [3.25]]), np.array([[1.0, 1.0], [2.0, 5.0]]), np.array([[14.0, 26.0]]), 0.125)


@check("LinearRegression.y_hat", points=1, hint="W' X: turn W, then multiply.", examples=10)
@given(step=steps())
@example(step=TWO)
def match_linear_layer(student, step):
    """W' X, as torch's linear layer computes it."""
    predicts(student, step)


@check(
    "LinearRegression.y_hat",
    points=0.5,
    visibility="hidden",
    hint="Sum over all features, each with its own weight.",
    examples=6,
)
@given(step=steps(features=(4, 7), examples=(1, 3)))
def predicts_many_features(student, step):
    """The same with more features than examples, n > m."""
    predicts(student, step)


@check(
    "LinearRegression.y_hat",
    points=0.5,
    kind="property",
    hint="Column k of the answer depends on column k of X alone.",
    examples=6,
)
@given(step=steps(examples=(2, 6)))
def each_column_by_itself(student, step):
    """An example is predicted the same alone as among others; weights of 0 predict 0."""
    model = made(student)
    whole = array(model.y_hat(step.X, step.W), step.y.shape, "y_hat")
    alone = model.y_hat(step.X[:, -1:], step.W)
    close(alone, whole[:, -1:], name="y_hat of the last example alone", scale=2 * step.size[:, -1:], terms=step.terms)
    close(model.y_hat(step.X, 0 * step.W), 0 * step.y, name="y_hat of W = 0", scale=np.abs(step.X).sum(axis=0))


@check("LinearRegression.y_hat", points=0.5, kind="contract", hint="A row, (1, m), in a new array.", examples=6)
@given(step=steps(examples=(1, 3)))
def y_hat_is_a_row(student, step):
    """(1, m), also for m = 1 and n > m, before any fit; X and W are left as they were."""
    array(pure(made(student), "y_hat", step.X, step.W), step.y.shape, "y_hat")


# ---- loss


@oracle
def mse(pair: Pair) -> float:
    """scikit-learn's mean squared error."""
    return float(mean_squared_error(pair.y.T, pair.y_hat.T))


THIRDS = Pair(np.array([[0.15625, -0.296875, 0.1015625]]), np.array([[0.125, -0.25, 0.0625]]))
FAR = Pair(np.array([[998.25, -750.5, 0.375]]), np.array([[-999.5, 899.75, 2.125]]))
PAIR_OF_MANY = Pair(seventy_one()[0].T, seventy_one()[1].T)


def loss_agrees(student: Any, pair: Pair) -> None:
    """The learner's loss equals the oracle's."""
    got = made(student).loss(pair.y_hat, pair.y)
    close(got, mse(pair), name="the loss", scale=pair.loss_scale, terms=pair.y.size)


@check(
    "LinearRegression.loss",
    points=1,
    hint="The mean over the m examples of the squared errors, as it is: not rounded, and without a limit.",
    examples=10,
)
@given(pair=pairs())
@example(pair=Pair(np.array([[16.0, 25.0]]), np.array([[14.0, 26.25]])))
@example(pair=THIRDS)
@example(pair=FAR)
@example(pair=PAIR_OF_MANY)
def match_sklearn_mse(student, pair):
    """The loss equals scikit-learn's mean_squared_error."""
    loss_agrees(student, pair)


@check(
    "LinearRegression.loss",
    points=0.5,
    visibility="hidden",
    hint="m is y.shape[1], however many examples there are.",
    examples=6,
)
@given(pair=pairs(examples=(12, 30), largest=300.0))
def match_on_many_examples(student, pair):
    """The same for more examples, with targets up to 300."""
    loss_agrees(student, pair)


@check("LinearRegression.loss", points=0.5, kind="property", hint="No error, no loss.", examples=6)
@given(pair=pairs())
def no_error_no_loss(student, pair):
    """Predictions equal to the targets have loss 0; errors twice as large have a loss four times as large."""
    model, error, terms = made(student), pair.y_hat - pair.y, pair.y.size
    close(model.loss(pair.y, pair.y), 0.0, name="the loss of y itself", scale=4 * np.mean(pair.y**2), terms=terms)
    once = float(number(model.loss(pair.y_hat, pair.y), "the loss"))
    scale = 2 * float(np.mean((2 * np.abs(pair.y) + 2 * np.abs(error)) ** 2))
    close(model.loss(pair.y + 2 * error, pair.y), 4 * once, name="the loss of doubled errors", scale=scale, terms=terms)


@check("LinearRegression.loss", points=0.5, kind="property", hint="A mean does not grow with m.", examples=6)
@given(pair=pairs())
def all_examples_twice(student, pair):
    """Every example twice has the same loss."""
    model = made(student)
    once = float(number(model.loss(pair.y_hat, pair.y), "the loss"))
    twice = model.loss(np.hstack([pair.y_hat, pair.y_hat[:, ::-1]]), np.hstack([pair.y, pair.y[:, ::-1]]))
    close(twice, once, name="the loss of all twice", scale=2 * pair.loss_scale, terms=2 * pair.y.size)


@check(
    "LinearRegression.loss",
    points=0.5,
    kind="contract",
    hint="Return one number, e.g. float(...), from the two arguments alone, and leave both as they are.",
    examples=6,
)
@given(pair=pairs(examples=(1, 4)))
def loss_before_any_fit(student, pair):
    """One number, also for m = 1, before any fit; y_hat and y are left as they were."""
    model = made(student)
    number(pure(model, "loss", pair.y_hat, pair.y), "the loss")
