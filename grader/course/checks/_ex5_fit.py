"""The checks of fit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import example, given
from sklearn.linear_model import LinearRegression

from grader.checks import array, check, close, numbers, oracle, pure, require, spread

from ..column_problems import Fit, fits, long_fits
from ..problems import Array, seventy_one
from ._ex5_step import built, made


def descend(X: Array, y: Array, problem: Fit) -> tuple[Array, Array]:
    """Descent on the normal equations for *rows* of examples, in the precision of its arguments: W and losses."""
    design = np.hstack([np.ones((len(X), 1), dtype=X.dtype), X])
    hessian, linear = design.T @ design * (2 / len(X)), design.T @ y * (2 / len(X))
    W, losses = np.zeros((design.shape[1], 1), dtype=X.dtype), []
    for _ in range(problem.total_iterations):
        losses.append(np.mean((design @ W - y) ** 2))
        W = W - problem.learning_rate * (hessian @ W - linear)
    return W, np.array(losses)


@oracle
def descended(problem: Fit) -> tuple[list[Array], list[Array]]:
    """W and losses after a fit, and a bound for each."""
    return spread(lambda X, y: descend(X, y, problem), problem.X.T.copy(), problem.y.T.copy(), rows=(0, 1))


@oracle
def least_squares(problem: Fit) -> Array:
    """scikit-learn's line: intercept first, then the slopes."""
    model = LinearRegression().fit(problem.X.T, problem.y.ravel())
    return np.concatenate([[model.intercept_], model.coef_])[:, None]


LINE = Fit(np.array([[1.0, 3.0]]), np.array([[2.0, 4.25]]), 0.125, 3)
ONE_STEP = replace(LINE, total_iterations=1)
ONE_EXAMPLE = Fit(np.array([[1.5]]), np.array([[3.25]]), 0.125, 3)
SQUARE = Fit(np.array([[1.0, -1.0]]), np.array([[2.25, 4.75]]), 0.375, 60)
FIT_OF_MANY = Fit(seventy_one()[0].T, seventy_one()[1].T, 0.25, 3)


@check(
    "LinearRegression.fit",
    points=1.5,
    hint="Predict, append the loss, step: in this order, in every iteration, from W = 0.",
    examples=10,
)
@given(problem=fits())
@example(problem=LINE)
@example(problem=ONE_STEP)
@example(problem=ONE_EXAMPLE)
@example(problem=FIT_OF_MANY)
def fit_keeps_the_losses(student, problem):
    """losses[t] is the loss before update t, for every iteration, starting with that of W = 0."""
    model = made(student, *problem.settings)
    model.fit(problem.X, problem.y)
    (_, losses), (_, bound) = descended(problem)
    close(numbers(model.get("losses"), problem.total_iterations), losses, name="losses", bound=bound)


@check(
    "LinearRegression.fit",
    points=1.5,
    hint="Add the row of ones, start from zeros, and return W after total_iterations steps.",
    examples=10,
)
@given(problem=fits())
@example(problem=LINE)
@example(problem=ONE_STEP)
@example(problem=ONE_EXAMPLE)
@example(problem=FIT_OF_MANY)
def fit_matches_descent(student, problem):
    """W is where total_iterations steps from W = 0 lead, with the intercept in W[0]."""
    (W, _), (bound, _) = descended(problem)
    close(made(student, *problem.settings).fit(problem.X, problem.y), W, name="W", bound=bound)


@check(
    "LinearRegression.fit",
    points=1,
    visibility="hidden",
    hint="Is the row of ones on top, each step taken with the W of now, and W returned when all are done?",
    examples=6,
)
@given(problem=long_fits())
@example(problem=SQUARE)
def fit_ends_at_least_squares(student, problem):
    """After 60 iterations at a good rate, W is the intercept and the slopes of scikit-learn's line."""
    _, (bound, _) = descended(problem)
    W = made(student, *problem.settings).fit(problem.X, problem.y)
    close(W, least_squares(problem), name="W", bound=bound + 1e-5)


@check(
    "LinearRegression.fit",
    points=0.5,
    kind="property",
    hint="Does every iteration predict with the W of now, and is gradient_descent given y and y_hat in their order?",
    examples=6,
)
@given(problem=fits(iterations=(4, 6)))
@example(problem=replace(LINE, total_iterations=6))
@example(problem=replace(ONE_EXAMPLE, total_iterations=6))
def losses_of_a_fit_fall(student, problem):
    """At a small learning rate every loss is below the one before."""
    model = made(student, *problem.settings)
    model.fit(problem.X, problem.y)
    losses = numbers(model.get("losses"), problem.total_iterations)
    falls = bool(np.all(np.diff(losses) <= 1e-5 * losses[0]) and losses[-1] < losses[0])
    require(falls, f"the losses are {', '.join(f'{loss:.4g}' for loss in losses)}")


@check(
    "LinearRegression.fit",
    points=0.5,
    kind="contract",
    hint="Are W = zeros and self.losses = [] set in fit itself, and do total_iterations steps follow?",
    examples=6,
)
@given(problem=fits())
@example(problem=ONE_STEP)
@example(problem=ONE_EXAMPLE)
def second_fit_starts_anew(student, problem):
    """A second fit of the same object, on other targets, is a first one: from W = 0, with its own losses."""
    model = made(student, *problem.settings)
    model.fit(problem.X, 1 - problem.y)
    W = model.fit(problem.X, problem.y)
    (expected, losses), (bound, loss_bound) = descended(problem)
    close(W, expected, name="W of the second fit", bound=bound)
    kept = numbers(model.get("losses"), problem.total_iterations, "losses of the second fit")
    close(kept, losses, name="losses of the second fit", bound=loss_bound)


@check(
    "LinearRegression.fit",
    points=0.5,
    kind="contract",
    hint="Give W alone, (n + 1, 1), found from zeros and not from random numbers; write into neither X nor y.",
    examples=6,
)
@given(problem=fits(examples=(1, 2)))
@example(problem=ONE_STEP)
@example(problem=ONE_EXAMPLE)
def fit_leaves_its_arguments_alone(student, problem):
    """W has shape (n + 1, 1), also for m = 1; X and y are left as they were; the same again gives the same."""
    W = array(pure(made(student, *problem.settings), "fit", problem.X, problem.y), problem.shape, "W")
    require(bool(np.isfinite(W).all()), "W has a value that is not a finite number", got=W)


@check(
    "LinearRegression.fit",
    points=0.5,
    kind="edge",
    hint="Let the loop run to its end, whatever the losses are.",
    examples=4,
)
@given(problem=fits(iterations=(40, 40)))
@example(problem=replace(ONE_EXAMPLE, total_iterations=40))
@example(problem=replace(SQUARE, total_iterations=40))
def diverging_fit_runs_to_its_end(student, problem):
    """At a rate that is far too large the losses grow without bounds, and there is still one for each iteration."""
    model = made(student, 2.0**40, problem.total_iterations)
    model.fit(problem.X, problem.y)
    losses = numbers(model.get("losses"), problem.total_iterations)
    require(not np.isfinite(losses[-1]), f"the last loss is {losses[-1]:.4g}, expected infinity or NaN")


@check(
    "LinearRegression.fit",
    points=0.5,
    kind="edge",
    hint="range(self.total_iterations) has no round for 0; behind the loop W is returned, still zeros.",
    examples=4,
)
@given(problem=fits(iterations=(0, 0)))
def no_iterations_give_zeros(student, problem):
    """total_iterations = 0 gives W = 0, (n + 1, 1), and no losses."""
    model = made(student, *problem.settings)
    close(model.fit(problem.X, problem.y), np.zeros(problem.shape), name="W")
    numbers(model.get("losses"), 0)


@check("LinearRegression.fit", points=0.5, kind="contract", hint="total_iterations=10_000 in the def line of __init__.")
def default_is_ten_thousand_iterations(student):
    """LinearRegression(0.01) runs 10,000 iterations."""
    model = built(student, 0.01)
    known = student.defaults("LinearRegression") or []
    if len(known) > 1 and type(known[1]) is int:
        require(known[1] == 10_000, f"the second default is {known[1]}, expected total_iterations=10_000")
        return
    model.fit(ONE_EXAMPLE.X, ONE_EXAMPLE.y)
    numbers(model.get("losses"), 10_000)
