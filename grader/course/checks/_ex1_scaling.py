"""What is checked of unit 1, continued: fit_scaler and standardize."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import example, given
from sklearn.preprocessing import StandardScaler

from grader.checks import array, check, close, oracle, pure, unpack

from ..problems import Array, seventy_one
from ..tables import Features, Scaling, constant_features, constant_scalings, features, scalings

# ---- fit_scaler


@oracle
def scaler_of(problem: Features) -> tuple[Array, Array]:
    """The mean and the population variance that scikit-learn finds."""
    scaler = StandardScaler().fit(problem.X)
    return scaler.mean_, scaler.var_


# Small values with many digits, and large ones: what is rounded, or cut off somewhere, shows.
FINE_FEATURES = Features(np.array([[0.1 / 3, -0.00151765], [-0.02, 0.01 / 7], [0.0071, 0.004]]))
MANY_ROWS = Features(seventy_one()[0])  # more than a mini-batch
LARGE_FEATURES = Features(np.array([[912.5, 80.0], [-640.25, -300.5], [333.0, 710.0], [-75.5, 12.0]]))


@check("fit_scaler", points=1, hint="Take the mean down the rows, axis=0: one number per feature.")
@given(problem=features())
@example(problem=Features(np.array([[1.25, -3.5], [2.5, 0.125], [-0.75, 4.0]])))
@example(problem=FINE_FEATURES)
@example(problem=LARGE_FEATURES)
@example(problem=MANY_ROWS)
def mean_of_each_feature(student, problem):
    """mean equals scikit-learn's, one number per feature."""
    mean, _ = unpack(student.fit_scaler(problem.X), "mean", "std")
    close(mean, scaler_of(problem)[0], name="mean", scale=np.abs(problem.X).mean(axis=0), terms=len(problem.X))


@check("fit_scaler", points=1.5, hint="Divide the sum of squares by N (ddof=0), then take the root.")
@given(problem=features())
@example(problem=Features(np.array([[1.25, -3.5], [2.5, 0.125], [-0.75, 4.0]])))
@example(problem=FINE_FEATURES)
@example(problem=LARGE_FEATURES)
@example(problem=MANY_ROWS)
def std_of_each_feature(student, problem):
    """std equals scikit-learn's standard deviation of the population, one number per feature."""
    _, std = unpack(student.fit_scaler(problem.X), "mean", "std")
    expected = np.sqrt(scaler_of(problem)[1])
    close(std, expected, name="std", scale=problem.square_scale / expected, terms=len(problem.X))


@check(
    "fit_scaler", points=0.5, kind="property", hint="A shift moves the mean alone; stretching moves both mean and std."
)
@given(problem=features())
def follows_shift_and_stretch(student, problem):
    """For 2 X + 3 the mean is 2 mean + 3, and the std is 2 std."""
    terms = len(problem.X)
    mean, std = (array(got, problem.X.shape[1:], name) for got, name in _scaler(student, problem.X))
    moved_mean, moved_std = (got for got, _ in _scaler(student, 2 * problem.X + 3))
    scale = 4 * np.abs(problem.X).max(axis=0) + 6
    close(moved_mean, 2 * mean + 3, name="the mean of 2 X + 3", scale=scale, terms=terms)
    close(moved_std, 2 * std, name="the std of 2 X + 3", scale=scale**2 / problem.X.std(axis=0), terms=terms)


def _scaler(student: Any, X: Array) -> list[tuple[Any, str]]:
    mean, std = unpack(student.fit_scaler(X), "mean", "std")
    return [(mean, "mean"), (std, "std")]


@check("fit_scaler", points=0.5, kind="edge", hint="Return the std as it is: what to do about 0 is for `standardize`.")
@given(drawn=constant_features())
@example(drawn=(Features(np.array([[2.0]])), 0))
@example(drawn=(Features(np.array([[2.0], [2.0]])), 0))
def constant_feature_has_std_zero(student, drawn):
    """A constant feature has that constant as its mean and a std of exactly 0, also where N = 1."""
    problem, column = drawn
    mean, std = (array(got, problem.X.shape[1:], name) for got, name in _scaler(student, problem.X))
    value = float(problem.X[0, column])
    close(float(mean[column]), value, name="mean of the constant feature", scale=abs(value) + 1)
    close(float(std[column]), 0.0, name="std of the constant feature")


@check(
    "fit_scaler", points=0.5, kind="contract", hint="X -= X.mean(axis=0) changes the caller's array; make a new one."
)
@given(problem=features())
def scaler_is_pure(student, problem):
    """mean and std have shape (D,); X is left as it was."""
    mean, std = unpack(pure(student, "fit_scaler", problem.X), "mean", "std")
    array(mean, problem.X.shape[1:], "mean")
    array(std, problem.X.shape[1:], "std")


# ---- standardize


@oracle
def transformed(problem: Scaling) -> Array:
    """What scikit-learn's StandardScaler makes of the data with these statistics."""
    scaler = StandardScaler()
    scaler.mean_, scaler.scale_, scaler.var_ = problem.mean, problem.divisor, problem.divisor**2
    scaler.n_features_in_, scaler.n_samples_seen_ = len(problem.mean), 1
    return np.asarray(scaler.transform(problem.data))


def guard(expected: Any) -> Any:
    """What a guard such as std + 1e-8 may change."""
    return 1e-5 * np.abs(expected)


def near(got: Any, expected: Array, problem: Scaling, name: str = "the answer") -> None:
    """`close` by the formula's own rounding, and a guard's change besides."""
    rounding = 8 * 5 * float(np.finfo(np.float32).eps) * problem.scale
    close(got, expected, name=name, scale=problem.scale, bound=rounding + guard(expected))


@check("standardize", points=2, hint="(data - mean) / std, with the mean and std that are passed in.")
@given(problem=scalings())
@example(problem=Scaling(np.array([[1.25], [3.5]]), np.array([2.0]), np.array([0.75])))
@example(problem=Scaling(np.array([[0.01 / 3], [-0.0071]]), np.array([0.00151765]), np.array([0.7])))
@example(problem=Scaling(np.array([[912.5], [-640.25], [80.0], [300.5]]), np.array([300.0]), np.array([2.5])))
@example(problem=Scaling(seventy_one()[0], np.array([0.5]), np.array([0.75])))
def match_standard_scaler(student, problem):
    """The values equal those of scikit-learn's StandardScaler with the given mean and std."""
    near(student.standardize(problem.data, problem.mean, problem.std), transformed(problem), problem)


@check(
    "standardize",
    points=0.5,
    kind="property",
    hint=(
        "(data - mean) / std: is the mean subtracted first, is it the std and not its square, and is every column done?"
    ),
)
@given(problem=features())
def own_statistics_give_mean_0_std_1(student, problem):
    """With the data's own mean and std, each feature gets mean 0 and standard deviation 1."""
    X = problem.X
    scaled = array(student.standardize(X, X.mean(axis=0), X.std(axis=0)), X.shape)
    slack = guard(1.0) * 4 + 1e-5 * (np.abs(X).max(axis=0) / X.std(axis=0))
    close(
        scaled.mean(axis=0), np.zeros(X.shape[1]), name="the mean of each standardized feature", scale=1.0, bound=slack
    )
    close(scaled.std(axis=0), np.ones(X.shape[1]), name="the std of each standardized feature", bound=slack)


@check("standardize", points=0.5, kind="property", hint="Undo your own formula on paper: what gives the data back?")
@given(problem=scalings())
def can_be_undone(student, problem):
    """The answer times std plus mean is the data again."""
    scaled = array(student.standardize(problem.data, problem.mean, problem.std), problem.data.shape)
    slack = 1e-5 * (np.abs(problem.data) + 2 * np.abs(problem.mean))
    close(scaled * problem.std + problem.mean, problem.data, name="answer * std + mean", bound=slack)


@check(
    "standardize",
    points=1,
    kind="edge",
    hint=("(data - mean) / std with what is passed in; where std is 0, and only there, 1 stands in its place."),
)
@given(drawn=constant_scalings())
@example(drawn=(Scaling(np.array([[2.0], [2.0]]), np.array([2.0]), np.array([0.0])), 0))
@example(drawn=(Scaling(np.array([[1.5, 2.0]]), np.array([0.75, 2.0]), np.array([2.0, 0.0])), 1))
def constant_feature_becomes_zero(student, drawn):
    """A feature with std 0, equal to its mean, becomes 0 and not NaN; the other features are standardized as ever."""
    problem, _ = drawn
    near(student.standardize(problem.data, problem.mean, problem.std), transformed(problem), problem)


@check(
    "standardize",
    points=0.5,
    kind="contract",
    hint="data -= mean, or std[std == 0] = 1, changes what is the caller's: make a new array.",
)
@given(problem=scalings(), drawn=constant_scalings())
def leaves_its_arguments_alone(student, problem, drawn):
    """The answer has the shape of data; data, mean and std are left as they were, zeros in std included."""
    for each in (problem, drawn[0]):
        array(pure(student, "standardize", each.data, each.mean, each.std), each.data.shape)
