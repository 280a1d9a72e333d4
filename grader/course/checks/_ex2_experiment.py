"""What is checked of unit 2, continued: unscale and run_experiment."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import numpy as np
from hypothesis import example, given
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_squared_error

from grader.checks import (
    Mismatch,
    Rng,
    array,
    check,
    close,
    describe,
    number,
    numbers,
    oracle,
    pure,
    spread,
    unpack,
)

from ..problems import FINE_UNITS, LARGE_UNITS, Array, Experiment, Standardized, experiments, grid, standardized
from ._ex2_training import descend

# ---- unscale


def original(student: Any, problem: Standardized) -> list[Any]:
    """The learner's W and b in original units, unseen."""
    scaling = (problem.X_mean, problem.X_std, problem.y_mean, problem.y_std)
    return unpack(student.unscale(problem.W, problem.b, *scaling), "W", "b")


@oracle
def solved(problem: Standardized) -> tuple[Array, Array]:
    """W and b of the plane through the model's own points: at D + 1 raw inputs, and solved for by NumPy."""
    D = len(problem.W)
    raw = np.vstack([np.zeros((1, D)), np.eye(D)])
    y = problem.y_std * ((raw - problem.X_mean) / problem.X_std @ problem.W + problem.b) + problem.y_mean
    plane = np.linalg.solve(np.hstack([raw, np.ones((D + 1, 1))]), y)
    return np.asarray(plane[:-1], dtype=np.float64), np.asarray(plane[-1], dtype=np.float64)


UNITS = Standardized(
    np.array([[0.5]]), np.array([0.25]), np.array([7.5]), np.array([2.0]), np.array([5.25]), np.array([3.0])
)


@check("unscale", points=1, hint="Each weight is multiplied by y_std and divided by its own feature's X_std.")
@given(problem=standardized())
@example(problem=UNITS)
@example(problem=FINE_UNITS)
@example(problem=LARGE_UNITS)
def weights_in_original_units(student, problem):
    """W is the slope of the raw targets over the raw features."""
    scale = np.abs(problem.unscaled[0]) + problem.b_scale  # one may read the slopes off two predictions
    close(original(student, problem)[0], solved(problem)[0], name="W", scale=scale, terms=len(problem.W) + 1)


@check("unscale", points=1.5, hint="b y_std + y_mean, minus the sum of new W times X_mean over all features.")
@given(problem=standardized())
@example(problem=UNITS)
@example(problem=FINE_UNITS)
@example(problem=LARGE_UNITS)
def bias_in_original_units(student, problem):
    """b is what the model predicts at the origin of the raw features."""
    close(original(student, problem)[1], solved(problem)[1], name="b", scale=problem.b_scale, terms=len(problem.W) + 2)


@check("unscale", points=0.5, kind="property", hint="Standardize first or unscale first: both must predict the same.")
@given(problem=standardized(), raw=grid(3, 4))
def same_predictions_as_standardized(student, problem, raw):
    """On raw inputs the new parameters predict what the old ones do on standardized inputs."""
    X = raw[:, : len(problem.W)]
    W, b = original(student, problem)
    W, b = array(W, problem.W.shape, "W"), array(b, (1,), "b")
    expected = ((X - problem.X_mean) / problem.X_std @ problem.W + problem.b) * problem.y_std + problem.y_mean
    sizes = np.abs(X) @ (np.abs(problem.unscaled[0]) + problem.b_scale) + problem.b_scale
    close(X @ W + b, expected, name="the prediction with the new W and b", scale=2 * sizes, terms=len(problem.W) + 2)


@check("unscale", points=0.5, kind="edge", hint="With means of 0 and stds of 1 there is nothing to convert.")
@given(problem=standardized())
def nothing_to_unscale(student, problem):
    """With means of 0 and stds of 1 both parameters stay as they are."""
    D = len(problem.W)
    plain = Standardized(problem.W, problem.b, np.zeros(D), np.ones(D), np.zeros(1), np.ones(1))
    W, b = original(student, plain)
    close(W, plain.W, name="W", scale=np.abs(plain.W) + np.abs(plain.b))
    close(b, plain.b, name="b")


@check("unscale", points=0.5, kind="contract", hint="(D, 1) over (D,) is (D, D): make X_std a column first.")
@given(problem=standardized())
def unscale_keeps_shapes(student, problem):
    """W is (D, 1) and b (1,); the six arguments are left as they were."""
    scaling = (problem.X_mean, problem.X_std, problem.y_mean, problem.y_std)
    W, b = unpack(pure(student, "unscale", problem.W, problem.b, *scaling), "W", "b")
    array(W, problem.W.shape, "W")
    array(b, (1,), "b")


# ---- run_experiment


def experiment(X_train: Any, y_train: Any, X_test: Any, y_test: Any, W: Any, *settings: Any) -> list[Any]:
    """The whole lesson from the weights W, in the precision of its arguments: W, b, losses, train_mse, test_mse."""
    (X_mean, X_std), (y_mean, y_std) = ((data.mean(axis=0), data.std(axis=0)) for data in (X_train, y_train))
    Z, t = (X_train - X_mean) / X_std, (y_train - y_mean) / y_std
    W, b, losses = descend(Z, t, W, np.zeros(1, dtype=W.dtype), *settings)
    errors = Z @ W + b - t, (X_test - X_mean) / X_std @ W + b - (y_test - y_mean) / y_std
    slopes = W * y_std / X_std[:, None]
    return [slopes, b * y_std + y_mean - X_mean @ slopes, losses, *(np.mean(error**2) for error in errors)]


LESSON = Experiment(
    np.array([[-3.0], [-1.5], [0.25], [2.0], [4.5]]),
    np.array([[-4.0], [-1.0], [1.5], [7.25], [8.0]]),
    np.array([[6.0], [9.5]]),
    np.array([[13.0], [18.25]]),
    Rng("RandomState", 1234),
    0.1,
    3,
)
SHORT = replace(LESSON, num_epochs=1)  # where an upstream answer has a wrong shape, only so few epochs end
LONG = replace(LESSON, learning_rate=0.4, num_epochs=50)
TWO = Experiment(
    np.array([[-3.0, 6.0], [-1.5, 16.0], [0.25, -10.0], [2.0, 2.0], [4.5, 13.0]]),  # features of different size
    LESSON.y_train,
    np.array([[6.0, 28.0], [9.5, 21.0]]),
    *LESSON.args[3:],
)

KEYS = ("W", "b", "losses", "train_mse", "test_mse")


ORDERS = {D: tuple(permutations(range(D))) for D in (1, 2, 3)}


@oracle
def followed(problem: Experiment, order: tuple[int, ...] = ()) -> dict[str, tuple[Array, Array]]:
    """Every result and its bound, from the very weights that rng draws, which may stand in another order."""
    W = 0.01 * problem.rng.make().standard_normal(size=(problem.X_train.shape[1], 1))
    W = W[list(order)] if order else W
    raw = (problem.X_train, problem.y_train, problem.X_test, problem.y_test, W)
    settings = (problem.learning_rate, problem.num_epochs)
    exact, bounds = spread(lambda *args: experiment(*args, *settings), *raw, rows=(0, 1))
    return dict(zip(KEYS, zip(exact, bounds, strict=True), strict=True))


@oracle
def least_squares(problem: Experiment) -> dict[str, Any]:
    """W, b and both errors of the plane that scikit-learn fits to the raw training data."""
    model = LinearRegression().fit(problem.X_train, problem.y_train)
    variance = float(problem.y_train.var())
    parts = ((problem.X_train, problem.y_train), (problem.X_test, problem.y_test))
    train_mse, test_mse = (float(mean_squared_error(y, model.predict(X))) / variance for X, y in parts)
    return {"W": model.coef_.T, "b": model.intercept_, "train_mse": train_mse, "test_mse": test_mse}


def result(answer: Any, key: str) -> Any:
    """One entry of a learner's result. Raises Mismatch where there is none."""
    if type(answer) is not dict:
        raise Mismatch(f"returned {describe(answer)}, expected a dict", kind="type", got=answer)
    if key not in answer:
        keys = sorted(map(str, answer))
        raise Mismatch(
            f"the result has no key {key!r}, as the docstring spells it; it has {keys}", kind="keys", got=keys
        )
    return answer[key]


def follows(student: Any, problem: Experiment, *keys: str) -> None:
    """These results equal the oracle's, from the same first weights, in whatever order init_weights draws them."""
    answer = student.run_experiment(*problem.args)
    _, *others = ORDERS[problem.X_train.shape[1]]
    try:
        _agree(answer, followed(problem), keys)
    except Mismatch:
        if not any(_agrees(answer, followed(problem, order), keys) for order in others):
            raise


def _agree(answer: Any, right: dict[str, tuple[Array, Array]], keys: tuple[str, ...]) -> None:
    for key in keys:
        expected, bound = right[key]
        got = numbers(result(answer, key), len(expected)) if key == "losses" else result(answer, key)
        close(got, float(expected) if expected.ndim == 0 else expected, name=key, bound=bound)


def _agrees(answer: Any, right: dict[str, tuple[Array, Array]], keys: tuple[str, ...]) -> bool:
    try:
        _agree(answer, right, keys)
    except Mismatch:
        return False
    return True


@check(
    "run_experiment",
    points=1,
    hint=(
        "Are X and y both standardized by the training rows' mean and std (axis=0, ddof=0)? Do the weights come "
        "from init_weights and the rng passed in? train_mse is what evaluate says after training."
    ),
    examples=9,
)
@given(problem=experiments(features=(1, 2)))
@example(problem=LESSON)
@example(problem=SHORT)
@example(problem=TWO)
def losses_and_train_mse(student, problem):
    """The losses are those of gradient descent on the standardized training data; train_mse is the one after it."""
    follows(student, problem, "losses", "train_mse")


@check(
    "run_experiment",
    points=1,
    hint=(
        "Is test_mse what evaluate says of X_test and y_test, both standardized by the training rows' mean and "
        "std, with the trained W and b, not unscaled?"
    ),
    examples=9,
)
@given(problem=experiments(features=(1, 2)))
@example(problem=LESSON)
@example(problem=SHORT)
@example(problem=TWO)
def mse_on_test_rows(student, problem):
    """test_mse is the error on the test rows, standardized with the statistics of the training rows alone."""
    follows(student, problem, "test_mse")


@check(
    "run_experiment",
    points=1,
    hint=(
        "If the losses are wrong, too, look there first. If not: W and b are what unscale makes of the trained "
        "ones, with the mean and std that X and y were standardized with."
    ),
    examples=9,
)
@given(problem=experiments(features=(1, 2)))
@example(problem=LESSON)
@example(problem=SHORT)
@example(problem=TWO)
def parameters_in_original_units(student, problem):
    """W and b are the trained parameters in the units of the raw data."""
    follows(student, problem, "W", "b")


@check(
    "run_experiment",
    points=1,
    visibility="hidden",
    hint=(
        "If checks above fail, begin with those. If not, it is about several features: each has a mean and a std "
        "of its own, axis=0."
    ),
    examples=6,
)
@given(problem=experiments(features=(2, 3), epochs=(50, 50), rate=0.4))
@example(problem=LONG)
@example(problem=replace(LONG, y_train=LONG.y_train[::-1]))
@example(problem=replace(LONG, num_epochs=1))
def converges_to_least_squares(student, problem):
    """With several features and enough epochs all results are those of scikit-learn's least-squares fit."""
    answer = student.run_experiment(*problem.args)
    for key, expected in least_squares(problem).items():
        reached, bound = followed(problem)[key]
        close(result(answer, key), expected, name=key, bound=2 * (bound + np.abs(reached - expected)))


@check(
    "run_experiment",
    points=0.5,
    kind="property",
    hint=(
        "Is something left in raw units? Standardized X and y know none, nor do losses and errors; W and b, after "
        "unscale, do."
    ),
)
@given(problem=experiments(features=(1, 2)))
@example(problem=SHORT)
@example(problem=TWO)
def units_do_not_matter(student, problem):
    """In other units, for each feature its own, the errors are the same, and W and b are those of the new units."""
    times = np.array([2.0, 0.25])[: problem.X_train.shape[1]]  # powers of 2 change no digit
    scaled = Experiment(
        problem.X_train * times, problem.y_train / 4, problem.X_test * times, problem.y_test / 4, *problem.args[4:]
    )
    plain, other = student.run_experiment(*problem.args), student.run_experiment(*scaled.args)
    factors: dict[str, Any] = {"W": 0.25 / times[:, None], "b": 0.25}
    for key in KEYS:
        shape = {"W": (len(times), 1), "b": (1,), "losses": (problem.num_epochs,)}.get(key, ())
        a, b = (_values(result(answer, key), shape, key) for answer in (plain, other))
        factor, bound = factors.get(key, 1.0), np.asarray(followed(problem)[key][1]).max(initial=0.0)
        close(b, factor * a, name=f"{key} in other units", bound=2 * factor * bound)


def _values(got: Any, shape: tuple[int, ...], name: str) -> Array:
    if name == "losses":
        return numbers(got, shape[0], name)
    return array(got, shape, name) if shape else number(got, name)


@check(
    "run_experiment", points=0.5, kind="contract", hint="learning_rate=0.1, num_epochs=100 in the def line.", examples=3
)
@given(problem=experiments(epochs=(100, 100), rate=0.1))
def defaults_are_the_lessons(student, problem):
    """Without the last two arguments it runs 100 epochs at 0.1."""
    if (student.defaults("run_experiment") or [])[-2:] == [0.1, 100]:
        return
    by_default = numbers(result(student.run_experiment(*problem.args[:5]), "losses"), 100)
    close(by_default, followed(problem)["losses"][0], name="losses", bound=followed(problem)["losses"][1])


@check(
    "run_experiment",
    points=0.5,
    kind="contract",
    hint="Return all five by their names; X -= ... changes the caller's X.",
)
@given(problem=experiments(features=(1, 2)))
@example(problem=SHORT)
def five_results(student, problem):
    """The keys are train_mse, test_mse, W (D, 1), b (1,) and losses; no argument changes; same rng, same result."""
    answer = pure(student, "run_experiment", *problem.args)
    shapes = {"W": (problem.X_train.shape[1], 1), "b": (1,), "losses": (problem.num_epochs,)}
    for key in KEYS:
        _values(result(answer, key), shapes.get(key, ()), key)


@check(
    "run_experiment",
    points=0.5,
    kind="edge",
    hint=(
        "Without epochs W and b are what init_weights draws from the rng passed in; the errors, unscale and an "
        "empty list of losses are as ever."
    ),
    examples=4,
)
@given(problem=experiments(epochs=(0, 0)))
def no_epochs_leave_the_first_weights(student, problem):
    """num_epochs = 0 evaluates and unscales the weights that were drawn, with no losses."""
    follows(student, problem, *KEYS)
