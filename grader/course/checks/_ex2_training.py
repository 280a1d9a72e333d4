"""What is checked of unit 2, continued: update, train, evaluate."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import example, given
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_squared_error

from grader.checks import array, check, close, number, numbers, oracle, pure, require, spread, unpack

from ..problems import Array, Descent, Regression, Step, descents, regressions, seventy_one, steps

# ---- update


def stepped(student: Any, step: Step) -> list[Any]:
    """The learner's new W and b, unseen."""
    return unpack(student.update(step.W, step.b, step.dW, step.db, step.learning_rate), "W", "b")


STEP = Step(np.array([[1.0], [2.25]]), np.array([0.25]), np.array([[7.0], [-3.0]]), np.array([4.0]), 0.1)
# Small values with many digits, and large ones: what is rounded, or cut off somewhere, shows.
FINE_STEP = Step(
    np.array([[0.00151765], [0.1 / 3]]), np.array([-0.0007]), np.array([[0.01 / 3], [-0.0041]]), np.array([1 / 81]), 0.1
)
LARGE_STEP = Step(
    np.array([[640.5], [-3.25]]), np.array([912.5]), np.array([[-2048.25], [86400.0]]), np.array([-1274.5]), 0.01
)


@check("update", points=1, hint="W - learning_rate * dW.")
@given(step=steps())
@example(step=STEP)
@example(step=FINE_STEP)
@example(step=LARGE_STEP)
def weights_move_against_gradient(student, step):
    """W becomes W - learning_rate dW."""
    expected, scale = step.W - step.learning_rate * step.dW, np.abs(step.W) + step.learning_rate * np.abs(step.dW)
    close(stepped(student, step)[0], expected, name="W", scale=scale)


@check("update", points=0.5, hint="b - learning_rate * db.")
@given(step=steps())
@example(step=STEP)
@example(step=FINE_STEP)
@example(step=LARGE_STEP)
def bias_moves_against_gradient(student, step):
    """b becomes b - learning_rate db."""
    expected, scale = step.b - step.learning_rate * step.db, np.abs(step.b) + step.learning_rate * np.abs(step.db)
    close(stepped(student, step)[1], expected, name="b", scale=scale)


@check(
    "update",
    points=0.5,
    kind="property",
    hint="The step is the gradient times the learning rate: no gradient, no step.",
)
@given(step=steps())
def step_is_proportional(student, step):
    """A zero gradient moves nothing; two steps along one gradient are one step at twice the rate."""
    still = unpack(student.update(step.W, step.b, 0 * step.dW, 0 * step.db, step.learning_rate), "W", "b")
    twice = unpack(student.update(step.W, step.b, step.dW, step.db, 2 * step.learning_rate), "W", "b")
    parts = (("W", step.W, step.dW), ("b", step.b, step.db))
    for (name, start, slope), kept, once, double in zip(parts, still, stepped(student, step), twice, strict=True):
        close(kept, start, name=f"{name} after a zero gradient")
        scale = np.abs(start) + 2 * step.learning_rate * np.abs(slope)
        moved = 2 * array(once, start.shape, name) - start
        close(double, moved, name=f"{name} at twice the rate", scale=2 * scale)


@check("update", points=0.5, kind="contract", hint="W -= ... changes the caller's array; W = W - ... makes a new one.")
@given(step=steps())
def update_returns_new_arrays(student, step):
    """New arrays of the same shapes; W, b, dW and db are left as they were."""
    W, b = unpack(pure(student, "update", step.W, step.b, step.dW, step.db, step.learning_rate), "W", "b")
    array(W, step.W.shape, "W")
    array(b, step.b.shape, "b")


# ---- train


def error_scale(problem: Regression) -> float:
    """The loss on absolute values, from the inputs on."""
    return float(np.mean((problem.scale + np.abs(problem.y)) ** 2))


def descend(
    X: Array, y: Array, W: Array, b: Array, learning_rate: float, num_epochs: int
) -> tuple[Array, Array, Array]:
    """Gradient descent on the normal equations, in the precision of its arguments: W, b, losses.

    Both parameters are one vector, and the gradient is a matrix times it: no step is shared with the lesson's loop.
    """
    one = np.ones((len(X), 1), dtype=X.dtype)
    design, parameters = np.hstack([X, one]), np.vstack([W, b[:, None]])
    hessian, linear = design.T @ design * (2 / len(X)), design.T @ y * (2 / len(X))
    losses = []
    for _ in range(num_epochs):
        losses.append(np.mean((design @ parameters - y) ** 2))
        parameters = parameters - learning_rate * (hessian @ parameters - linear)
    return parameters[:-1], parameters[-1], np.array(losses)


@oracle
def descended(problem: Descent) -> tuple[list[Array], list[Array]]:
    """W, b and losses after training, and a bound for each."""
    start = (problem.X, problem.y, problem.W, problem.b)
    return spread(
        lambda X, y, W, b: descend(X, y, W, b, problem.learning_rate, problem.num_epochs), *start, rows=(0, 1)
    )


def trained(student: Any, problem: Descent, epochs: int | None = None) -> list[Any]:
    """The learner's W, b and losses, unseen."""
    count = problem.num_epochs if epochs is None else epochs
    args = (problem.X, problem.y, problem.W, problem.b, problem.learning_rate, count)
    return unpack(student.train(*args), "W", "b", "losses")


RUN = Descent(
    np.array([[1.0], [2.0], [3.0]]), np.array([[0.25]]), np.array([0.5]), np.array([[2.0], [4.5], [5.5]]), 0.0625, 3
)
# Where gradients or predictions have a wrong shape, a loop around them still answers in one epoch, or on one row.
ONE_EPOCH = replace(RUN, num_epochs=1)
MANY_ROWS = replace(RUN, X=seventy_one()[0], y=seventy_one()[1], learning_rate=0.25)  # a mini-batch is not all of it
ONE_ROW = replace(RUN, X=RUN.X[:1], y=RUN.y[:1], learning_rate=0.25)
# Every epoch is run as it stands: where the loss rises, where nothing moves, where gradients are large.
OVERSHOOTS = replace(RUN, learning_rate=0.25, num_epochs=4)
AT_REST = replace(RUN, X=np.array([[-1.0], [0.0], [1.0]]), y=np.array([[1.25], [-1.5], [1.75]]))
STEEP = Descent(
    np.array([[-20.0], [60.0], [100.0], [40.0], [-80.0]]),  # so many rows that smaller examples are shown before it
    np.array([[0.5]]),
    np.array([-3.0]),
    np.array([[-300.0], [-650.0], [-900.0], [-420.0], [150.0]]),
    2.0**-14,
    3,
)


@check(
    "train",
    points=1.5,
    hint=(
        "Predict, write the MSE down, then update: in this order, in each of num_epochs epochs, whatever the loss does."
    ),
)
@given(problem=descents(rows=(1, 8), epochs=(1, 6)))
@example(problem=RUN)
@example(problem=ONE_EPOCH)
@example(problem=ONE_ROW)
@example(problem=OVERSHOOTS)
@example(problem=AT_REST)
@example(problem=STEEP)
def losses_match_gradient_descent(student, problem):
    """losses[t] is the loss before update t, for every epoch."""
    (_, _, losses), (_, _, bound) = descended(problem)
    close(numbers(trained(student, problem)[2], problem.num_epochs), losses, name="losses", bound=bound)


@check(
    "train",
    points=1,
    hint=(
        "W - learning_rate * dW once per epoch, on all rows, with dW of the W of now; no step is left out or cut short."
    ),
)
@given(problem=descents(rows=(1, 8), epochs=(1, 6)))
@example(problem=RUN)
@example(problem=ONE_EPOCH)
@example(problem=ONE_ROW)
@example(problem=MANY_ROWS)
@example(problem=OVERSHOOTS)
@example(problem=AT_REST)
@example(problem=STEEP)
def weights_match_gradient_descent(student, problem):
    """W is where num_epochs steps of gradient descent lead."""
    (W, _, _), (bound, _, _) = descended(problem)
    close(trained(student, problem)[0], W, name="W", bound=bound)


@check(
    "train",
    points=1,
    hint=("b - learning_rate * db once per epoch, in the same step as W: both gradients come of one prediction."),
)
@given(problem=descents(rows=(1, 8), epochs=(1, 6)))
@example(problem=RUN)
@example(problem=ONE_EPOCH)
@example(problem=ONE_ROW)
@example(problem=OVERSHOOTS)
@example(problem=AT_REST)
@example(problem=STEEP)
def bias_matches_gradient_descent(student, problem):
    """b is where num_epochs steps of gradient descent lead."""
    (_, b, _), (_, bound, _) = descended(problem)
    close(trained(student, problem)[1], b, name="b", bound=bound)


@check(
    "train",
    points=0.5,
    kind="property",
    hint=(
        "Is losses[0] that of the given W and b? If losses rise, a step goes the wrong way; if they stay, nothing "
        "was updated."
    ),
)
@given(problem=descents(rows=(1, 4), features=(1, 5), epochs=(4, 6)))
@example(problem=ONE_EPOCH)
@example(problem=ONE_ROW)
def losses_fall(student, problem):
    """From the given W and b on, every loss is below the one before, also with more features than rows."""
    losses = numbers(trained(student, problem)[2], problem.num_epochs)
    terms = 2 * problem.terms + len(problem.X)
    close(float(losses[0]), problem.loss, name="losses[0]", scale=error_scale(problem), terms=terms)
    slack = 1e-5 * losses[0]
    falls = bool(np.all(np.diff(losses) <= slack)) and (len(losses) == 1 or bool(losses[-1] < losses[0]))
    require(falls, f"the losses are {', '.join(f'{loss:.4g}' for loss in losses)}")


@check(
    "train",
    points=0.5,
    kind="property",
    hint=(
        "Does it start from the W and b that are passed in, and write down the loss of these first? Nothing else "
        "is kept."
    ),
)
@given(problem=descents(epochs=(2, 4)))
@example(problem=ONE_ROW)
def can_be_continued(student, problem):
    """One epoch, then the others from where it ended, is the same as all epochs at once."""
    W, b, first = trained(student, problem, 1)
    W, b = array(W, problem.W.shape, "W"), array(b, (1,), "b")
    rest = Descent(problem.X, W, b, problem.y, problem.learning_rate, problem.num_epochs - 1)
    W, b, later = trained(student, rest)
    whole = trained(student, problem)
    _, bounds = descended(problem)
    close(W, array(whole[0], problem.W.shape, "W"), name="W of a continued training", bound=2 * bounds[0])
    close(b, array(whole[1], (1,), "b"), name="b of a continued training", bound=2 * bounds[1])
    parts = np.concatenate([numbers(first, 1), numbers(later, rest.num_epochs)])
    close(parts, numbers(whole[2], problem.num_epochs), name="losses of a continued training", bound=2 * bounds[2])


@check("train", points=0.5, kind="edge", hint="Return the W and b that you have even if the loop never ran.")
@given(problem=descents())
def no_epochs_change_nothing(student, problem):
    """num_epochs = 0 returns the given W and b, and no losses."""
    W, b, losses = trained(student, problem, 0)
    close(W, problem.W, name="W")
    close(b, problem.b, name="b")
    numbers(losses, 0)


@check("train", points=0.5, kind="contract", hint="W -= ... in the loop changes the caller's W.")
@given(problem=descents(rows=(1, 4), epochs=(1, 1)))
@example(problem=ONE_EPOCH)
def train_leaves_its_arguments_alone(student, problem):
    """W (D, 1), b (1,) and a list of losses that begins at the given W and b; no argument is changed."""
    args = (problem.X, problem.y, problem.W, problem.b, problem.learning_rate, problem.num_epochs)
    W, b, losses = unpack(pure(student, "train", *args), "W", "b", "losses")
    array(W, problem.W.shape, "W")
    array(b, (1,), "b")
    first = float(numbers(losses, problem.num_epochs)[0])
    close(first, problem.loss, name="losses[0]", scale=error_scale(problem), terms=2 * problem.terms + len(problem.X))


# ---- evaluate

# With one feature, where some predictions of a wrong shape or sum still come out right.
PLAIN = Regression(np.array([[1.0], [2.0]]), np.array([[1.0]]), np.array([0.5]), np.array([[1.0], [0.25]]))
LIFTED = replace(PLAIN, b=np.array([2.75]))
FINE_PLAIN = Regression(
    np.array([[1 / 3], [-0.02]]), np.array([[0.003]]), np.array([0.0007]), np.array([[0.01 / 3], [-0.055]])
)


@oracle
def evaluated(problem: Regression) -> float:
    """The error of scikit-learn's linear model with these parameters."""
    model = LinearRegression()
    model.coef_, model.intercept_ = problem.W.T, problem.b
    return float(mean_squared_error(problem.y, model.predict(problem.X)))


@check(
    "evaluate",
    points=1.5,
    hint="The mean of (X W + b - y)^2 over all rows at once, with the W and b that are passed in.",
)
@given(problem=regressions())
@example(problem=PLAIN)
@example(problem=LIFTED)
@example(problem=Regression(MANY_ROWS.X, RUN.W, RUN.b, MANY_ROWS.y))  # more than a mini-batch
@example(problem=FINE_PLAIN)
@example(problem=Regression(STEEP.X, STEEP.W, STEEP.b, STEEP.y))
def match_error_of_linear_model(student, problem):
    """The MSE equals that of scikit-learn's linear model with the same parameters."""
    terms = 2 * problem.terms + len(problem.X)
    close(
        student.evaluate(problem.X, problem.y, problem.W, problem.b),
        evaluated(problem),
        scale=error_scale(problem),
        terms=terms,
    )


@check(
    "evaluate", points=0.5, kind="property", hint="Compare the predictions with y: where they agree there is no error."
)
@given(problem=regressions())
@example(problem=PLAIN)
@example(problem=LIFTED)
def right_model_has_no_error(student, problem):
    """On targets that the model itself made the MSE is 0; raising all of them by 3 makes it 9."""
    scale, terms = float(np.mean((2 * problem.scale + 3) ** 2)), 2 * problem.terms + len(problem.X)
    for lift in (0.0, 3.0):
        mse = student.evaluate(problem.X, problem.y_hat + lift, problem.W, problem.b)
        name = f"the MSE on its own predictions{f' + {lift:g}' if lift else ''}"
        close(mse, lift**2, name=name, scale=scale, terms=terms)


@check("evaluate", points=0.5, kind="contract", hint="Return the float alone; change nothing, train nothing.")
@given(problem=regressions(rows=(1, 3), features=(1, 5)))
@example(problem=PLAIN)
@example(problem=LIFTED)
def evaluate_is_pure(student, problem):
    """One number, also for N = 1 and D > N, whatever the order of the rows; X, y, W and b are left as they were."""
    mse = float(number(pure(student, "evaluate", problem.X, problem.y, problem.W, problem.b), "the MSE"))
    turned = student.evaluate(problem.X[::-1], problem.y[::-1], problem.W, problem.b)
    terms = 2 * problem.terms + len(problem.X)
    close(turned, mse, name="the MSE of the rows in reverse", scale=2 * error_scale(problem), terms=terms)
