"""The second half of unit 2's checks: update, train, evaluate, unscale, run_experiment."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_squared_error

from grader.checks import Mismatch, Rng, array, check, close, describe, number, numbers, oracle, pure, require, spread, unpack

from ..problems import (
    Array,
    Descent,
    Experiment,
    Regression,
    Standardized,
    Step,
    descents,
    experiments,
    grid,
    regressions,
    rngs,
    standardized,
    steps,
)

# ---- update


def stepped(student: Any, step: Step) -> list[Any]:
    """The learner's new W and b, unseen."""
    return unpack(student.update(step.W, step.b, step.dW, step.db, step.learning_rate), "W", "b")


STEP = Step(np.array([[1.0], [2.25]]), np.array([0.25]), np.array([[7.0], [-3.0]]), np.array([4.0]), 0.1)


@check("update", points=1, hint="W - learning_rate * dW.")
@given(step=steps())
@example(step=STEP)
def weights_move_against_gradient(student, step):
    """W becomes W - learning_rate dW."""
    expected, scale = step.W - step.learning_rate * step.dW, np.abs(step.W) + step.learning_rate * np.abs(step.dW)
    close(stepped(student, step)[0], expected, name="W", scale=scale)


@check("update", points=0.5, hint="b - learning_rate * db.")
@given(step=steps())
@example(step=STEP)
def bias_moves_against_gradient(student, step):
    """b becomes b - learning_rate db."""
    expected, scale = step.b - step.learning_rate * step.db, np.abs(step.b) + step.learning_rate * np.abs(step.db)
    close(stepped(student, step)[1], expected, name="b", scale=scale)


@check("update", points=0.5, kind="property", hint="The step is the gradient times the learning rate: no gradient, no step.")
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


def descend(X: Array, y: Array, W: Array, b: Array, learning_rate: float, num_epochs: int) -> tuple[Array, Array, Array]:
    """Gradient descent on the normal equations, in the precision of its arguments: W, b, losses.

    Both parameters are one vector here, and the gradient is a matrix times it, so that it shares no step with the lesson's loop.
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
    return spread(lambda X, y, W, b: descend(X, y, W, b, problem.learning_rate, problem.num_epochs), *start, rows=(0, 1))


def trained(student: Any, problem: Descent, epochs: int | None = None) -> list[Any]:
    """The learner's W, b and losses, unseen."""
    count = problem.num_epochs if epochs is None else epochs
    args = (problem.X, problem.y, problem.W, problem.b, problem.learning_rate, count)
    return unpack(student.train(*args), "W", "b", "losses")


RUN = Descent(
    np.array([[1.0], [2.0], [3.0]]), np.array([[0.25]]), np.array([0.5]), np.array([[2.0], [4.5], [5.5]]), 0.0625, 3
)


@check("train", points=1.5, hint="Predict, write the loss down, then update: in this order, in every epoch.")
@given(problem=descents())
@example(problem=RUN)
def losses_match_gradient_descent(student, problem):
    """losses[t] is the loss before update t, for every epoch."""
    (_, _, losses), (_, _, bound) = descended(problem)
    close(numbers(trained(student, problem)[2], problem.num_epochs), losses, name="losses", bound=bound)


@check("train", points=1, hint="Use the updated W in the next epoch, and take as many steps as epochs.")
@given(problem=descents())
@example(problem=RUN)
def weights_match_gradient_descent(student, problem):
    """W is where num_epochs steps of gradient descent lead."""
    (W, _, _), (bound, _, _) = descended(problem)
    close(trained(student, problem)[0], W, name="W", bound=bound)


@check("train", points=1, hint="Update b with its own gradient, in the same step as W.")
@given(problem=descents())
@example(problem=RUN)
def bias_matches_gradient_descent(student, problem):
    """b is where num_epochs steps of gradient descent lead."""
    (_, b, _), (_, bound, _) = descended(problem)
    close(trained(student, problem)[1], b, name="b", bound=bound)


@check("train", points=0.5, kind="property", hint="If the loss rises at a small rate, a step goes the wrong way.")
@given(problem=descents(rows=(1, 4), features=(1, 5), epochs=(4, 6)))
def losses_fall(student, problem):
    """At a small learning rate every loss is below the one before, also with more features than rows."""
    losses = numbers(trained(student, problem)[2], problem.num_epochs)
    slack = 1e-5 * losses[0]
    falls = bool(np.all(np.diff(losses) <= slack) and losses[-1] < losses[0])
    require(falls, f"the losses are {', '.join(f'{loss:.4g}' for loss in losses)}")


@check("train", points=0.5, kind="property", hint="train starts from the W and b that are passed in, whatever they are.")
@given(problem=descents(epochs=(2, 4)))
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
@given(problem=descents(rows=(1, 4)))
def train_leaves_its_arguments_alone(student, problem):
    """W (D, 1), b (1,) and a list of num_epochs losses; X, y and the given W and b are left as they were."""
    args = (problem.X, problem.y, problem.W, problem.b, problem.learning_rate, problem.num_epochs)
    W, b, losses = unpack(pure(student, "train", *args), "W", "b", "losses")
    array(W, problem.W.shape, "W")
    array(b, (1,), "b")
    numbers(losses, problem.num_epochs)


# ---- evaluate


@oracle
def evaluated(problem: Regression) -> float:
    """The error of scikit-learn's linear model with these parameters."""
    model = LinearRegression()
    model.coef_, model.intercept_ = problem.W.T, problem.b
    return float(mean_squared_error(problem.y, model.predict(problem.X)))


def error_scale(problem: Regression) -> float:
    return float(np.mean((problem.scale + np.abs(problem.y)) ** 2))


@check("evaluate", points=1.5, hint="Predict with the given parameters, then compare with y.")
@given(problem=regressions())
@example(problem=Regression(np.array([[1.0], [2.0]]), np.array([[1.0]]), np.array([0.5]), np.array([[1.0], [0.25]])))
def match_error_of_linear_model(student, problem):
    """The MSE equals that of scikit-learn's linear model with the same parameters."""
    terms = 2 * problem.terms + len(problem.X)
    close(student.evaluate(problem.X, problem.y, problem.W, problem.b), evaluated(problem), scale=error_scale(problem), terms=terms)


@check("evaluate", points=0.5, kind="property", hint="Compare the predictions with y: where they agree there is no error.")
@given(problem=regressions())
def right_model_has_no_error(student, problem):
    """On targets that the model itself made the MSE is 0; raising all of them by 3 makes it 9."""
    scale, terms = float(np.mean((2 * problem.scale + 3) ** 2)), 2 * problem.terms + len(problem.X)
    for lift in (0.0, 3.0):
        mse = student.evaluate(problem.X, problem.y_hat + lift, problem.W, problem.b)
        close(mse, lift**2, name=f"the MSE on y_hat + {lift:g}", scale=scale, terms=terms)


@check("evaluate", points=0.5, kind="contract", hint="Return the float alone; change nothing, train nothing.")
@given(problem=regressions(rows=(1, 3), features=(1, 5)))
def evaluate_is_pure(student, problem):
    """One number, also for N = 1 and D > N; X, y, W and b are left as they were."""
    number(pure(student, "evaluate", problem.X, problem.y, problem.W, problem.b), "the MSE")


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
    return plane[:-1], plane[-1]


UNITS = Standardized(np.array([[0.5]]), np.array([0.25]), np.array([7.5]), np.array([2.0]), np.array([5.25]), np.array([3.0]))


@check("unscale", points=1, hint="Each weight is multiplied by y_std and divided by its own feature's X_std.")
@given(problem=standardized())
@example(problem=UNITS)
def weights_in_original_units(student, problem):
    """W is the slope of the raw targets over the raw features."""
    scale = np.abs(problem.unscaled[0]) + problem.b_scale  # one may read the slopes off two predictions
    close(original(student, problem)[0], solved(problem)[0], name="W", scale=scale, terms=len(problem.W) + 1)


@check("unscale", points=1.5, hint="b y_std + y_mean, minus the sum of new W times X_mean over all features.")
@given(problem=standardized())
@example(problem=UNITS)
def bias_in_original_units(student, problem):
    """b is what the model predicts at the origin of the raw features."""
    close(original(student, problem)[1], solved(problem)[1], name="b", scale=problem.b_scale, terms=len(problem.W) + 2)


@check("unscale", points=0.5, kind="property", hint="Both ways to a prediction must meet: standardize first, or unscale first.")
@given(problem=standardized(), raw=grid(3, 4))
def same_predictions_as_standardized(student, problem, raw):
    """On raw inputs the new parameters predict what the old ones do on standardized inputs."""
    X = raw[:, : len(problem.W)]
    W, b = (array(got, shape, name) for got, shape, name in zip(original(student, problem), (problem.W.shape, (1,)), "Wb", strict=True))
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


def experiment(
    X_train: Array, y_train: Array, X_test: Array, y_test: Array, W: Array, learning_rate: float, num_epochs: int
) -> list[Any]:
    """The whole lesson from the weights W, in the precision of its arguments: W, b, losses, train_mse, test_mse."""
    (X_mean, X_std), (y_mean, y_std) = ((data.mean(axis=0), data.std(axis=0)) for data in (X_train, y_train))
    Z, t = (X_train - X_mean) / X_std, (y_train - y_mean) / y_std
    W, b, losses = descend(Z, t, W, np.zeros(1, dtype=W.dtype), learning_rate, num_epochs)
    errors = Z @ W + b - t, (X_test - X_mean) / X_std @ W + b - (y_test - y_mean) / y_std
    slopes = W * y_std / X_std[:, None]
    return [slopes, b * y_std + y_mean - X_mean @ slopes, losses, *(np.mean(error**2) for error in errors)]


KEYS = ("W", "b", "losses", "train_mse", "test_mse")


@oracle
def followed(problem: Experiment) -> dict[str, tuple[Array, Array]]:
    """Every result and its bound, from the very weights that rng draws: with one feature it is one number."""
    W = 0.01 * problem.rng.make().standard_normal(size=(problem.X_train.shape[1], 1))
    raw = (problem.X_train, problem.y_train, problem.X_test, problem.y_test, W)
    exact, bounds = spread(lambda *args: experiment(*args, problem.learning_rate, problem.num_epochs), *raw, rows=(0, 1))
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
        raise Mismatch(f"the result has no key {key!r}; it has {sorted(map(str, answer))}", kind="keys", got=sorted(map(str, answer)))
    return answer[key]


def follows(student: Any, problem: Experiment, *keys: str) -> None:
    """These results equal the oracle's, from the same first weights."""
    answer = student.run_experiment(*problem.args)
    for key in keys:
        expected, bound = followed(problem)[key]
        got = numbers(result(answer, key), len(expected)) if key == "losses" else result(answer, key)
        close(got, float(expected) if expected.ndim == 0 else expected, name=key, bound=bound)


@check("run_experiment", points=1, hint="Standardize X and y with the training rows' mean and std, then init_weights and train.", examples=10)
@given(problem=experiments())
def losses_and_train_mse(student, problem):
    """The losses are those of gradient descent on the standardized training data; train_mse is the one after it."""
    follows(student, problem, "losses", "train_mse")


@check("run_experiment", points=1, hint="The test rows are seen with the training rows' mean and std; their own have no say.", examples=10)
@given(problem=experiments())
def test_mse_uses_training_statistics(student, problem):
    """test_mse is the error on the test rows, standardized with the statistics of the training rows alone."""
    follows(student, problem, "test_mse")


@check("run_experiment", points=1, hint="Unscale W and b at the end, after both evaluations.", examples=10)
@given(problem=experiments())
def parameters_in_original_units(student, problem):
    """W and b are the trained parameters in the units of the raw data."""
    follows(student, problem, "W", "b")


@check("run_experiment", points=1, visibility="hidden", hint="Every feature has a mean and a std of its own: axis=0.", examples=6)
@given(problem=experiments(features=(2, 3), epochs=(80, 80), rate=0.4))
def converges_to_least_squares(student, problem):
    """With several features and enough epochs all results are those of scikit-learn's least-squares fit."""
    answer = student.run_experiment(*problem.args)
    for key, expected in least_squares(problem).items():
        close(result(answer, key), expected, name=key, bound=2 * followed(problem)[key][1])


@check("run_experiment", points=0.5, kind="property", hint="Standardized data knows no units: only W and b in the end do.", examples=8)
@given(problem=experiments(features=(1, 2)))
def units_do_not_matter(student, problem):
    """With X in units half as large and y in units four times as large the errors stay, and W becomes half of a quarter."""
    scaled = Experiment(2 * problem.X_train, problem.y_train / 4, 2 * problem.X_test, problem.y_test / 4, *problem.args[4:])
    plain, other = student.run_experiment(*problem.args), student.run_experiment(*scaled.args)
    for key, factor in (("train_mse", 1.0), ("test_mse", 1.0), ("losses", 1.0), ("W", 0.125), ("b", 0.25)):
        shape = {"W": problem.X_train.shape[1:] + (1,), "b": (1,), "losses": (problem.num_epochs,)}.get(key, ())
        a, b = (_values(result(answer, key), shape, key) for answer in (plain, other))
        close(b, factor * a, name=f"{key} in other units", bound=2 * factor * np.asarray(followed(problem)[key][1]).max())


def _values(got: Any, shape: tuple[int, ...], name: str) -> Array:
    if name == "losses":
        return numbers(got, shape[0], name)
    return array(got, shape, name) if shape else number(got, name)


@check("run_experiment", points=0.5, kind="contract", hint="learning_rate=0.1, num_epochs=100 in the def line.", examples=3)
@given(problem=experiments(epochs=(100, 100), rate=0.1))
def defaults_are_the_lessons(student, problem):
    """Without the last two arguments it runs 100 epochs at 0.1."""
    by_default = numbers(result(student.run_experiment(*problem.args[:5]), "losses"), 100)
    close(by_default, followed(problem)["losses"][0], name="losses", bound=followed(problem)["losses"][1])


@check("run_experiment", points=0.5, kind="contract", hint="Return all five, by the names in the docstring; X -= ... changes the caller's X.")
@given(problem=experiments(features=(1, 3)))
def five_results(student, problem):
    """The keys are train_mse, test_mse, W, b and losses; W is (D, 1), b (1,); no argument is changed; same rng, same result."""
    answer = pure(student, "run_experiment", *problem.args)
    shapes = {"W": (problem.X_train.shape[1], 1), "b": (1,), "losses": (problem.num_epochs,)}
    for key in KEYS:
        _values(result(answer, key), shapes.get(key, ()), key)


@check("run_experiment", points=0.5, kind="edge", hint="Without epochs the model is the one that init_weights drew.", examples=4)
@given(problem=experiments(epochs=(0, 0)))
def no_epochs_leave_the_first_weights(student, problem):
    """num_epochs = 0 evaluates and unscales the weights that were drawn, with no losses."""
    follows(student, problem, *KEYS)
