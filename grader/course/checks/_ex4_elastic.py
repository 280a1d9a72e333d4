"""The checks of the elastic net: its penalty, and the subgradient of that."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from hypothesis import example, given
from sklearn.linear_model import ElasticNet

from grader.checks import array, check, close, number, oracle, pure, require
from grader.gradients import autograd

from ..problems import Array
from ..ridge_problems import Net, Penalty, nets, penalties

# ---- elastic_net_penalty


@oracle
def norms(problem: Penalty) -> float:
    """torch's 1-norm and the square of its 2-norm."""
    W = torch.tensor(problem.W.ravel())
    lasso, ridge = torch.linalg.vector_norm(W, 1), torch.linalg.vector_norm(W, 2) ** 2
    return float(problem.l1 * lasso + problem.l2 / 2 * ridge)


def costs(student: Any, problem: Penalty) -> None:
    """The learner's penalty equals the oracle's."""
    got = student.elastic_net_penalty(*problem.args)
    close(got, norms(problem), name="the penalty", terms=2 * len(problem.W))


THREE = Penalty(np.array([[3.0], [-1.25], [0.5]]), 0.5, 1.5)
# Small values with many digits, and large ones: what is rounded, or taken for 0, shows.
FINE_THREE = Penalty(np.array([[0.1 / 3], [-0.02], [0.00151765]]), 0.3, 0.7)
LARGE_FIVE = Penalty(np.array([[640.5], [-912.25], [77.0], [-3.5], [250.0]]), 0.5, 1.5)
TINY = Penalty(np.array([[3.0], [-1.25], [0.5], [0.0001]]), 0.5, 1.5)


@check(
    "elastic_net_penalty",
    points=1,
    hint="l1 times the sum of absolute values, plus l2/2 times the sum of squares.",
    examples=10,
)
@given(problem=penalties())
@example(problem=THREE)
@example(problem=FINE_THREE)
@example(problem=LARGE_FIVE)
def match_norms(student, problem):
    """The penalty is l1 times torch's 1-norm of W, plus l2/2 times the square of its 2-norm."""
    costs(student, problem)


@check(
    "elastic_net_penalty",
    points=0.5,
    hint="With l2 = 0 the sum of absolute values is left: np.abs first, then the sum.",
    examples=8,
)
@given(problem=penalties(l2s=(0.0,)))
def lasso_alone(student, problem):
    """With l2 = 0 it is the lasso's penalty, l1 times the sum of absolute values."""
    costs(student, problem)


@check("elastic_net_penalty", points=0.5, hint="With l1 = 0 half of l2 times the sum of squares is left.", examples=8)
@given(problem=penalties(l1s=(0.0,)))
def ridge_alone(student, problem):
    """With l1 = 0 it is the ridge penalty, l2/2 times the sum of squares."""
    costs(student, problem)


@check(
    "elastic_net_penalty", points=0.5, kind="property", hint="Signs and order of the weights do not matter.", examples=6
)
@given(problem=penalties(features=(2, 5)))
def signs_and_order_do_not_matter(student, problem):
    """-W costs as much as W, and so does W upside down; weights of 0 cost nothing."""
    W, l1, l2 = problem.args
    once = float(number(student.elastic_net_penalty(W, l1, l2), "the penalty"))
    for name, other in (("-W", -W), ("W upside down", W[::-1].copy())):
        got = student.elastic_net_penalty(other, l1, l2)
        close(got, once, name=f"the penalty of {name}", scale=2 * problem.value, terms=2 * len(W))
    close(student.elastic_net_penalty(0 * W, l1, l2), 0.0, name="the penalty of zeros")


@oracle
def fitted(net: Net) -> Array:
    """scikit-learn's W. It minimizes 1/(2N) sum of squares + P(W): alpha l1_ratio is l1, alpha (1 - l1_ratio) is l2."""
    alpha = net.l1 + net.l2
    model = ElasticNet(alpha=alpha, l1_ratio=net.l1 / alpha, fit_intercept=False, tol=1e-12, max_iter=20_000)
    return np.asarray(model.fit(net.X, net.y.ravel()).coef_).reshape(-1, 1)


@check(
    "elastic_net_penalty",
    points=0.5,
    kind="property",
    visibility="hidden",
    hint="Mind the factors: l1 and l2/2.",
    examples=6,
)
@given(net=nets())
def sklearn_minimizes_it(student, net):
    """No W near the one of scikit-learn's ElasticNet makes 1/(2N) sum of squares + penalty smaller."""
    W = fitted(net)

    def total(weights: Array) -> float:
        penalty = float(number(student.elastic_net_penalty(weights, net.l1, net.l2), "the penalty"))
        return float(np.mean((net.X @ weights - net.y) ** 2)) / 2 + penalty

    lowest = total(W)
    for other in (0.9 * W, 1.1 * W, W + 0.1, W - 0.1):
        found = total(other)
        message = f"the elastic net costs {lowest:.6g}, and a W beside it {found:.6g}"
        require(found >= lowest - 1e-5 * abs(lowest), message)


@check(
    "elastic_net_penalty",
    points=0.5,
    kind="contract",
    hint="Return one number, e.g. float(...), and work on a new array.",
    examples=6,
)
@given(problem=penalties())
def penalty_is_one_number(student, problem):
    """One number, also for D = 1; W is left as it was."""
    number(pure(student, "elastic_net_penalty", *problem.args), "the penalty")


# ---- elastic_net_subgradient


@oracle
def derivative(problem: Penalty) -> Array:
    """torch's derivative of the penalty, which it takes to be 0 for the absolute value at 0."""
    (grad,) = autograd(lambda W: problem.l1 * W.abs().sum() + problem.l2 / 2 * W.pow(2).sum(), problem.W)
    return np.asarray(grad)


def slopes_agree(student: Any, problem: Penalty) -> None:
    """The learner's subgradient equals the oracle's."""
    got = student.elastic_net_subgradient(*problem.args)
    close(got, derivative(problem), name="the subgradient", scale=problem.slope_scale, terms=2)


@check(
    "elastic_net_subgradient",
    points=1.5,
    hint="l1 times the sign of each weight, plus l2 times the weight.",
    examples=10,
)
@given(problem=penalties())
@example(problem=THREE)
@example(problem=FINE_THREE)
@example(problem=LARGE_FIVE)
@example(problem=TINY)
def subgradient_matches_autograd(student, problem):
    """Where no weight is 0, it is the derivative that torch.autograd finds for the penalty."""
    slopes_agree(student, problem)


@check(
    "elastic_net_subgradient", points=0.5, hint="The half of l2/2 W^2 cancels the 2 of the square: l2 W.", examples=8
)
@given(problem=penalties(l1s=(0.0,)))
def slope_of_ridge_alone(student, problem):
    """With l1 = 0 it is l2 W."""
    slopes_agree(student, problem)


@check("elastic_net_subgradient", points=0.5, hint="A slope of |w| is 1 or -1, however large w is.", examples=8)
@given(problem=penalties(features=(2, 5), l2s=(0.0,)))
def slope_of_lasso_alone(student, problem):
    """With l2 = 0 it is l1 times the sign of each weight."""
    slopes_agree(student, problem)


@check(
    "elastic_net_subgradient",
    points=0.5,
    kind="edge",
    hint="np.sign(0) is 0; W / np.abs(W) is NaN there, and W >= 0 takes 0 for positive.",
    examples=10,
)
@given(problem=penalties(features=(2, 5), zeros=True))
@example(problem=Penalty(np.array([[3.0], [-1.25], [0.0]]), 0.5, 1.5))
def zero_weights_stay(student, problem):
    """A weight that is exactly 0 has the subgradient 0; the others are as ever."""
    slopes_agree(student, problem)


@check(
    "elastic_net_subgradient",
    points=0.5,
    kind="property",
    hint="A subgradient is a slope that touches the penalty from below.",
    examples=6,
)
@given(problem=penalties(zeros=True, features=(2, 5)))
def touches_from_below(student, problem):
    """The plane through P(W) with this slope lies nowhere above P: not at -W, at 0, at 2 W, nor a little beside W."""
    W, l1, l2 = problem.args
    slope = array(student.elastic_net_subgradient(W, l1, l2), W.shape, "the subgradient")
    for name, other in (("-W", -W), ("0", 0 * W), ("2 W", 2 * W), ("W + 1/8", W + 0.125), ("W - 1/8", W - 0.125)):
        plane, there = problem.value + float(np.sum(slope * (other - W))), Penalty(other, l1, l2).value
        slack = 1e-5 * (problem.value + there + float(np.sum(np.abs(slope * (other - W)))))
        require(plane <= there + slack, f"at {name} the plane has {plane:.6g}, which is above the penalty {there:.6g}")


@check(
    "elastic_net_subgradient",
    points=0.5,
    kind="property",
    visibility="hidden",
    hint="Mind the factors: l1 sign(W) + l2 W.",
    examples=6,
)
@given(net=nets())
def holds_sklearn_in_balance(student, net):
    """At the W of scikit-learn's ElasticNet it cancels the slope of 1/(2N) sum of squares, where W is not 0."""
    W = fitted(net)
    slope = array(student.elastic_net_subgradient(W, net.l1, net.l2), W.shape, "the subgradient")
    pull = net.X.T @ (net.X @ W - net.y) / len(net.X)
    expected = np.where(W == 0, 0.0, -pull)
    close(slope, expected, name="the subgradient", bound=1e-5 * np.maximum(np.abs(expected), net.l1))


@check(
    "elastic_net_subgradient",
    points=0.5,
    kind="contract",
    hint="One number per weight, in a column: no sum.",
    examples=6,
)
@given(problem=penalties())
def subgradient_keeps_shape(student, problem):
    """(D, 1), also for D = 1; W is left as it was."""
    array(pure(student, "elastic_net_subgradient", *problem.args), problem.W.shape, "the subgradient")
