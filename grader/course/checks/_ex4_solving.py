"""The checks of train_ridge and solve_ridge."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import example, given
from sklearn.linear_model import Ridge as SklearnRidge

from grader.checks import array, check, close, numbers, oracle, pure, require, spread, unpack

from ..problems import Array, seventy_one
from ..ridge_problems import Data, RidgeDescent, collinear, long_descents, regular, ridge_descents, solvables, wide

EPS = float(np.finfo(np.float32).eps)

# ---- train_ridge


def descend(X: Array, y: Array, W: Array, problem: RidgeDescent) -> tuple[Array, Array]:
    """Descent on the normal equations, in the precision of its arguments: W and losses.

    The gradient is a matrix times W here, so that it shares no step with the lesson's loop.
    """
    hessian = X.T @ X + problem.lam * np.eye(len(W), dtype=X.dtype)
    linear = X.T @ y
    losses = []
    for _ in range(problem.num_epochs):
        error = X @ W - y
        losses.append((np.vdot(error, error) + problem.lam * np.vdot(W, W)) / 2)
        W = W - problem.learning_rate * (hessian @ W - linear)
    return W, np.array(losses)


@oracle
def descended(problem: RidgeDescent) -> tuple[list[Array], list[Array]]:
    """W and losses after training, and a bound for each."""
    return spread(lambda X, y, W: descend(X, y, W, problem), problem.X, problem.y, problem.W, rows=(0, 1))


def trained(student: Any, problem: RidgeDescent) -> list[Any]:
    """The learner's W and losses, unseen."""
    return unpack(student.train_ridge(*problem.run), "W", "losses")


RUN = RidgeDescent(np.array([[1.0], [1.0]]), np.array([[1.0], [3.25]]), np.array([[0.25]]), 1.5, 0.125, 3)
MANY_ROWS = replace(RUN, X=seventy_one()[0], y=seventy_one()[1], learning_rate=1 / 128)  # a mini-batch is not all of it
AT_REST = replace(RUN, y=np.zeros((2, 1)), W=np.zeros((1, 1)))  # nothing moves, and every epoch has its loss
BACK = replace(RUN, X=np.array([[1.0], [-1.0]]), W=np.array([[2.25]]))  # one feature: even a flat gradient trains
# Every epoch is run as it stands: where the loss rises, where nothing moves but the loss is not 0, at large gradients.
OVERSHOOTS = replace(RUN, learning_rate=0.75, num_epochs=4)
AT_THE_BOTTOM = replace(RUN, X=np.array([[1.0], [-1.0]]), y=np.array([[2.0], [2.0]]), W=np.zeros((1, 1)))
STEEP = replace(
    RUN,
    X=np.array([[-20.0], [60.0], [40.0], [-80.0]]),  # so many rows that smaller examples are shown before it
    y=np.array([[-300.0], [-650.0], [-420.0], [150.0]]),
    learning_rate=2.0**-14,
)


@check(
    "train_ridge",
    points=1.5,
    hint=(
        "Write ridge_loss down, penalty and all, then update: in this order, in each of num_epochs epochs, "
        "whatever it does."
    ),
    examples=10,
)
@given(problem=ridge_descents())
@example(problem=RUN)
@example(problem=BACK)
@example(problem=OVERSHOOTS)
@example(problem=AT_THE_BOTTOM)
@example(problem=STEEP)
def ridge_losses_match_descent(student, problem):
    """losses[t] is the ridge loss before update t, penalty and all, for every epoch."""
    (_, losses), (_, bound) = descended(problem)
    close(numbers(trained(student, problem)[1], problem.num_epochs), losses, name="losses", bound=bound)


@check(
    "train_ridge",
    points=1.5,
    hint=(
        "W - learning_rate times ridge_gradient at the W of now, once per epoch, on all rows; no step is left out "
        "or cut short."
    ),
    examples=10,
)
@given(problem=ridge_descents())
@example(problem=RUN)
@example(problem=BACK)
@example(problem=MANY_ROWS)
@example(problem=OVERSHOOTS)
@example(problem=STEEP)
def ridge_weights_match_descent(student, problem):
    """W is where num_epochs steps of gradient descent lead."""
    (W, _), (bound, _) = descended(problem)
    close(trained(student, problem)[0], W, name="W", bound=bound)


@check(
    "train_ridge",
    points=1,
    visibility="hidden",
    hint=("If checks above fail, begin with those. If not: does every one of the epochs run, however little W moves?"),
    examples=6,
)
@given(problem=long_descents())
@example(problem=replace(RUN, learning_rate=0.25, num_epochs=50))
@example(problem=replace(BACK, learning_rate=0.25, num_epochs=50))
def descent_ends_at_the_solution(student, problem):
    """After 50 epochs at a good rate, W is scikit-learn's ridge solution."""
    (_, _), (bound, _) = descended(problem)
    close(trained(student, problem)[0], sklearn_ridge(problem.data), name="W", bound=bound + tolerance(problem.data))


@check(
    "train_ridge",
    points=0.5,
    kind="property",
    hint=("If the losses rise, a step goes the wrong way; if they stay, W is not what the update gave."),
    examples=6,
)
@given(problem=ridge_descents(rows=(1, 3), features=(1, 4), epochs=(4, 6)))
@example(problem=RUN)
def ridge_losses_fall(student, problem):
    """At a small learning rate every loss is below the one before, also with more features than rows."""
    losses = numbers(trained(student, problem)[1], problem.num_epochs)
    falls = bool(np.all(np.diff(losses) <= 1e-5 * losses[0]) and losses[-1] < losses[0])
    require(falls, f"the losses are {', '.join(f'{loss:.4g}' for loss in losses)}")


@check(
    "train_ridge",
    points=0.5,
    kind="property",
    hint="Start from the W that is passed in, and stop after num_epochs.",
    examples=6,
)
@given(problem=ridge_descents(epochs=(2, 4)))
@example(problem=RUN)
@example(problem=AT_REST)
def ridge_training_can_be_continued(student, problem):
    """One epoch, then the others from where it ended, is the same as all epochs at once."""
    shape = problem.W.shape
    W, first = trained(student, replace(problem, num_epochs=1))
    rest = replace(problem, W=array(W, shape, "W"), num_epochs=problem.num_epochs - 1)
    W, later = trained(student, rest)
    whole, losses = trained(student, problem)
    _, bounds = descended(problem)
    close(W, array(whole, shape, "W"), name="W of a continued training", bound=2 * bounds[0])
    parts = np.concatenate([numbers(first, 1), numbers(later, rest.num_epochs)])
    close(parts, numbers(losses, problem.num_epochs), name="losses of a continued training", bound=2 * bounds[1])


@check(
    "train_ridge", points=0.5, kind="edge", hint="Return the W that you have even if the loop never ran.", examples=6
)
@given(problem=ridge_descents(epochs=(0, 0)))
def no_ridge_epochs_change_nothing(student, problem):
    """num_epochs = 0 returns the given W and no losses."""
    W, losses = trained(student, problem)
    close(W, problem.W, name="W")
    numbers(losses, 0)


@check("train_ridge", points=0.5, kind="contract", hint="W -= ... in the loop changes the caller's W.", examples=6)
@given(problem=ridge_descents(rows=(1, 3)))
@example(problem=RUN)
def train_ridge_leaves_its_arguments_alone(student, problem):
    """W (D, 1) and a list of num_epochs losses; X, y and the given W are left as they were."""
    W, losses = unpack(pure(student, "train_ridge", *problem.run), "W", "losses")
    values = array(W, problem.W.shape, "W"), numbers(losses, problem.num_epochs)
    require(all(np.isfinite(value).all() for value in values), "W or a loss is not a finite number", got=values)


# ---- solve_ridge


@oracle
def sklearn_ridge(data: Data) -> Array:
    """scikit-learn's solution. Its objective is twice the loss of this unit: alpha is lam."""
    model = SklearnRidge(alpha=data.lam, fit_intercept=False, solver="cholesky").fit(data.X, data.y.ravel())
    return np.asarray(model.coef_).reshape(-1, 1)


@oracle
def augmented(data: Data) -> Array:
    """Least squares, with lam as D further samples: sqrt(lam) I with targets 0."""
    D = data.X.shape[1]
    rows = np.vstack([data.X, np.sqrt(data.lam) * np.eye(D)])
    return np.asarray(np.linalg.lstsq(rows, np.vstack([data.y, np.zeros((D, 1))]), rcond=None)[0])


@oracle
def tolerance(data: Data) -> float:
    """How far a W solved for in float32 may be off: the rounding of sums, amplified by the condition number."""
    inverse = np.linalg.inv(data.matrix)
    sums = np.abs(data.X).T @ np.abs(data.y) + (np.abs(data.X).T @ np.abs(data.X)) @ np.abs(augmented(data))
    solving = data.condition * np.abs(augmented(data)).max()
    return float(4 * EPS * ((np.abs(inverse) @ sums).max() + solving))


def solves(student: Any, data: Data, expected: Array) -> None:
    """The learner's solution equals the oracle's."""
    close(student.solve_ridge(data.X, data.y, data.lam), expected, name="W", bound=tolerance(data))


THREE_ROWS = Data(np.array([[1.0, 0.5], [2.0, -1.0], [0.0, 1.5]]), np.array([[1.0], [2.0], [4.0]]), 0.5)
TWINS = Data(np.array([[1.0, 1.0]]), np.array([[3.25]]), 1.0)
# Small values with many digits, and large ones: what is rounded, or cut off somewhere, shows.
FINE_ROWS = Data(np.array([[1 / 3, -0.2], [1 / 7, 0.5]]), np.array([[0.01], [-0.05 / 3]]), 0.3)
LARGE_ROWS = Data(np.array([[300.5, 40.0], [-725.25, 310.0]]), np.array([[900.0], [-640.5]]), 40.0)


@check("solve_ridge", points=1.5, hint="Solve (X'X + lam I) W = X'y.", examples=10)
@given(data=solvables())
@example(data=THREE_ROWS)
@example(data=FINE_ROWS)
@example(data=LARGE_ROWS)
@example(data=MANY_ROWS.data)
def match_sklearn_ridge(student, data):
    """W equals that of scikit-learn's Ridge(alpha=lam, fit_intercept=False), whose objective is twice this loss."""
    solves(student, data, sklearn_ridge(data))


@check(
    "solve_ridge", points=0.5, hint="With lam = 0 the equations are those of least squares: (X'X) W = X'y.", examples=8
)
@given(data=regular)
def no_penalty_is_least_squares(student, data):
    """With lam = 0 it is the least-squares solution."""
    solves(student, data, augmented(data))


@check(
    "solve_ridge",
    points=0.5,
    kind="edge",
    hint=("X'X and I are (D, D), D = X.shape[1]; X X' is (N, N). Add lam I to X'X before you solve or invert."),
    examples=6,
)
@given(data=wide)
@example(data=TWINS)
def more_features_than_samples(student, data):
    """With D > N there is one solution, thanks to lam > 0."""
    solves(student, data, augmented(data))


@check(
    "solve_ridge",
    points=0.5,
    kind="edge",
    visibility="hidden",
    hint="lam I makes X'X + lam I regular even where X'X is not.",
    examples=6,
)
@given(data=collinear())
def collinear_features_share_the_weight(student, data):
    """Where one feature is a multiple of another there is one solution, and the two share the weight."""
    solves(student, data, augmented(data))


@check("solve_ridge", points=0.5, kind="property", hint="At the solution X'(X W - y) + lam W is 0.", examples=6)
@given(data=solvables())
def gradient_vanishes_at_the_solution(student, data):
    """The ridge gradient at W is 0: X'(X W - y) + lam W."""
    W = array(student.solve_ridge(data.X, data.y, data.lam), (data.X.shape[1], 1), "W")
    bound = np.abs(data.matrix).sum(axis=1, keepdims=True) * tolerance(data)
    left = data.X.T @ (data.X @ W - data.y) + data.lam * W
    close(left, np.zeros_like(W), name="the gradient at W", bound=bound)


@check(
    "solve_ridge",
    points=0.5,
    kind="property",
    hint="lam is what the squares of the weights cost: not N lam, not lam / N.",
    examples=6,
)
@given(data=solvables())
def all_twice_is_the_same(student, data):
    """Every sample twice and twice the lam has the same solution; four times the lam alone a smaller one."""
    shape = (data.X.shape[1], 1)
    once = array(student.solve_ridge(data.X, data.y, data.lam), shape, "W")
    twice = student.solve_ridge(np.vstack([data.X, data.X]), np.vstack([data.y, data.y]), 2 * data.lam)
    close(twice, once, name="W of all twice", bound=2 * tolerance(data))
    less = array(student.solve_ridge(data.X, data.y, 4 * data.lam), shape, "W")
    before, after = (float(np.linalg.norm(W)) for W in (once, less))
    require(after < before, f"W has length {before:.4g}, and at four times the lam {after:.4g}: it should be shorter")


@check(
    "solve_ridge",
    points=0.5,
    kind="contract",
    hint="X'X + lam I is (D, D) and X'y is (D, 1): keep y in its column, and so is W, (D, 1).",
    examples=6,
)
@given(data=solvables(rows=(1, 3)))
@example(data=TWINS)
def solve_ridge_keeps_shapes(student, data):
    """(D, 1), also for N = 1 and D = 1; X and y are left as they were."""
    array(pure(student, "solve_ridge", data.X, data.y, data.lam), (data.X.shape[1], 1), "W")
