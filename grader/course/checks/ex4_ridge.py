"""What is checked of unit 4: the ridge loss, its gradient, descent on it, its solution, and the elastic net."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from hypothesis import example, given
from sklearn.linear_model import Ridge as SklearnRidge

from grader.checks import Exercise, Unit, array, check, close, number, oracle, pure
from grader.gradients import autograd

from ..problems import Array
from ..ridge_problems import Data, Ridge, ridges, solvables
from ._ex4_elastic import *  # noqa: F403 -- the checks of the elastic net
from ._ex4_solving import *  # noqa: F403 -- the checks of train_ridge and solve_ridge
from ._ex4_solving import MANY_ROWS

UNIT = Unit(
    "Ridge regression and the elastic net",
    Exercise(
        "ridge_loss",
        hints=(
            "Two parts: how wrong the predictions are, and what the weights cost. Write each on a line of its own.",
            "Both parts are sums of squares, not means, and both are halved; lam stands before the second.",
            "`np.sum((X @ W - y) ** 2)` is the first sum. The second looks the same with W alone in it.",
        ),
    ),
    Exercise(
        "ridge_gradient",
        hints=(
            "Differentiate the two parts of the loss one by one: the halves cancel the 2 of each square.",
            "The derivative of lam/2 W_j^2 by W_j is lam W_j. The other part sums X_ij times error i over the samples.",
            "That sum is `X.T @ (...)`, with the errors, prediction minus target, in the brackets.",
        ),
    ),
    Exercise(
        "train_ridge",
        needs=("ridge_loss", "ridge_gradient"),
        hints=(
            "A loop over epochs: loss first, then the step.",
            "The penalty is in the loss and in the gradient already. Nothing else has to shrink the weights.",
            "`W = W - ...` makes a new array in each epoch; `losses = []` and the return stand around the loop.",
        ),
    ),
    Exercise(
        "solve_ridge",
        hints=(
            "The solution is where the gradient is 0: X'(X W - y) + lam W = 0. Bring all that has W to one side.",
            "lam W is (lam I) W, so the matrix left of W is X'X + lam I, (D, D). I has ones on the diagonal only.",
            "`np.linalg.solve(A, c)` wants the matrix and the right side X'y, (D, 1). D is `X.shape[1]`.",
        ),
    ),
    Exercise(
        "elastic_net_penalty",
        hints=(
            "Two sums over the weights: one of absolute values, one of squares.",
            "Only the squares are halved. l1 belongs to the absolute values.",
            "`np.sum(np.abs(W))` is the first sum; `np.abs(np.sum(W))` would be something else.",
        ),
    ),
    Exercise(
        "elastic_net_subgradient",
        hints=(
            "The slope of |w| is 1 right of 0 and -1 left of it. The slope of w^2 / 2 is w.",
            "One number per weight: no sum is left, as each weight stands in one term of each sum.",
            "`np.sign` gives 1, -1, and 0 for a weight that is 0. The first part is l1 times that.",
        ),
    ),
)


# ---- ridge_loss


@oracle
def objective(problem: Ridge) -> float:
    """The ridge loss as a plain sum of squared errors: lam is D more samples, sqrt(lam) I with targets 0."""
    X, y, W = (torch.tensor(values, dtype=torch.float64) for values in (problem.X, problem.y, problem.W))
    rows = torch.cat([X, problem.lam**0.5 * torch.eye(len(W), dtype=torch.float64)])
    wanted = torch.cat([y, torch.zeros_like(W)])
    return float(torch.nn.functional.mse_loss(rows @ W, wanted, reduction="sum")) / 2


def loss_agrees(student: Any, problem: Ridge) -> None:
    """The learner's loss equals the oracle's."""
    got = student.ridge_loss(*problem.args)
    close(got, objective(problem), name="the loss", scale=problem.loss_scale, terms=problem.terms)


TWO = Ridge(np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([[1.0], [4.25]]), np.array([[3.0], [1.0]]), 0.5)
# Small values with many digits, and large ones: what is rounded, or cut off somewhere, shows.
FINE = Ridge(
    np.array([[1 / 3, -0.02], [1 / 7, 0.05]]), np.array([[0.01], [-0.05 / 3]]), np.array([[0.0031], [-0.1 / 3]]), 0.3
)
LARGE = Ridge(np.array([[300.5], [-725.25]]), np.array([[900.0], [-640.5]]), np.array([[-1.5]]), 40.0)


@check(
    "ridge_loss",
    points=1.5,
    hint="1/2 of the sum of squared errors, plus lam/2 of the sum of squared weights.",
    examples=10,
)
@given(problem=ridges())
@example(problem=TWO)
@example(problem=FINE)
@example(problem=LARGE)
@example(problem=MANY_ROWS)
def match_ridge_objective(student, problem):
    """The loss equals torch's sum of squared errors with lam as D further samples, halved."""
    loss_agrees(student, problem)


@check(
    "ridge_loss",
    points=0.5,
    hint="Without lam the loss is half of the sum of squared errors: a sum, not a mean.",
    examples=8,
)
@given(problem=ridges(rows=(2, 6), lams=(0.0,)))
def loss_without_penalty(student, problem):
    """With lam = 0 it is half of the sum of squared errors."""
    loss_agrees(student, problem)


@check(
    "ridge_loss",
    points=0.5,
    visibility="hidden",
    hint="Nothing in the formula depends on how many samples there are.",
    examples=8,
)
@given(problem=ridges(rows=(12, 20), features=(2, 6), lams=(8.5, 40.0, 120.0), largest=16.0))
def match_on_more_samples(student, problem):
    """The same for more samples and a larger lam."""
    loss_agrees(student, problem)


@check(
    "ridge_loss",
    points=0.5,
    kind="property",
    hint="lam multiplies the sum of squared weights, and nothing else.",
    examples=6,
)
@given(problem=ridges())
def penalty_is_proportional(student, problem):
    """lam W'W / 2 is added: three times lam adds three times as much, and weights of 0 cost nothing."""
    X, y, W, lam = problem.args
    losses = [float(number(student.ridge_loss(X, y, W, factor * lam), "the loss")) for factor in (0, 1, 3)]
    added = losses[0] + 3 * (losses[1] - losses[0])
    close(losses[2], added, name="the loss at three times lam", scale=4 * problem.loss_scale, terms=problem.terms)
    zero = student.ridge_loss(X, y, 0 * W, lam)
    close(zero, float(np.sum(y**2) / 2), name="the loss of W = 0", scale=np.sum(y**2) / 2, terms=problem.terms)


@check(
    "ridge_loss",
    points=0.5,
    kind="contract",
    hint="Return one number, e.g. float(...); W @ W.T and W.T @ W are matrices.",
    examples=6,
)
@given(problem=ridges(rows=(1, 2), features=(1, 4)))
def ridge_loss_is_one_number(student, problem):
    """One number, also for N = 1 and D > N; X, y and W are left as they were."""
    number(pure(student, "ridge_loss", *problem.args), "the loss")


# ---- ridge_gradient


@oracle
def slope(problem: Ridge) -> Array:
    """torch's derivative of the loss by W."""
    X, y = torch.tensor(problem.X), torch.tensor(problem.y)

    def loss(W: Any) -> Any:
        return (torch.nn.functional.mse_loss(X @ W, y, reduction="sum") + problem.lam * W.pow(2).sum()) / 2

    return np.asarray(autograd(loss, problem.W)[0])


def gradient_agrees(student: Any, problem: Ridge) -> None:
    """The learner's gradient equals the oracle's."""
    got = student.ridge_gradient(*problem.args)
    close(got, slope(problem), name="the gradient", scale=problem.gradient_scale, terms=problem.terms)


@check("ridge_gradient", points=1.5, hint="X' times the errors, plus lam W.", examples=10)
@given(problem=ridges())
@example(problem=TWO)
@example(problem=FINE)
@example(problem=LARGE)
@example(problem=MANY_ROWS)
def ridge_gradient_matches_autograd(student, problem):
    """The gradient equals the one that torch.autograd finds for the same loss."""
    gradient_agrees(student, problem)


@check("ridge_gradient", points=0.5, hint="Without lam the gradient is X' times the errors: no 2, no 1/N.", examples=8)
@given(problem=ridges(rows=(2, 6), lams=(0.0,)))
def gradient_without_penalty(student, problem):
    """With lam = 0 it is the gradient of half the sum of squared errors."""
    gradient_agrees(student, problem)


@check("ridge_gradient", points=0.5, hint="Where the model meets every target, only lam W is left.", examples=8)
@given(problem=ridges())
@example(problem=TWO)
def gradient_of_penalty(student, problem):
    """Where X W = y, it is lam W: each weight is pulled by itself."""
    perfect = Ridge(problem.X, problem.X @ problem.W, problem.W, problem.lam)
    got = student.ridge_gradient(*perfect.args)
    close(got, problem.lam * problem.W, name="the gradient", scale=perfect.gradient_scale, terms=problem.terms)


@oracle
def lowest(data: Data) -> Array:
    """scikit-learn's ridge solution. Its objective is twice the loss of this unit: alpha is lam."""
    model = SklearnRidge(alpha=data.lam, fit_intercept=False, solver="cholesky").fit(data.X, data.y.ravel())
    return np.asarray(model.coef_).reshape(-1, 1)


@check(
    "ridge_gradient",
    points=0.5,
    kind="property",
    hint="At the lowest point the two parts of the gradient cancel.",
    examples=6,
)
@given(data=solvables())
def gradient_is_zero_at_the_lowest_point(student, data):
    """At the W of scikit-learn's Ridge(alpha=lam) the gradient is 0; at twice that W it is X'y."""
    W = lowest(data)
    for factor, name in ((1, "at the lowest point"), (2, "beyond the lowest point")):
        problem = Ridge(data.X, data.y, factor * W, data.lam)
        expected = (factor - 1) * data.X.T @ data.y
        got = student.ridge_gradient(*problem.args)
        close(got, expected, name=f"the gradient {name}", scale=2 * problem.gradient_scale, terms=problem.terms)


@check("ridge_gradient", points=0.5, kind="contract", hint="A column like W; no flattening, no W *= lam.", examples=6)
@given(problem=ridges(rows=(1, 2), features=(1, 4)))
def ridge_gradient_keeps_shapes(student, problem):
    """(D, 1), also for N = 1 and D > N; X, y and W are left as they were."""
    array(pure(student, "ridge_gradient", *problem.args), problem.W.shape, "the gradient")
