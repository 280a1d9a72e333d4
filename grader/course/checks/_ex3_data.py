"""What is checked of unit 3: splits, scalers and tensors."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from hypothesis import example, given
from hypothesis import strategies as st
from sklearn.model_selection import train_test_split

from grader.checks import Mismatch, Thing, array, check, close, describe, oracle, pure, require, unpack

from ..problems import Array, grid
from ..tables import Features, Table, constant_features, features, in_order, tables
from ..tensors import statistics, tensor, thing
from ..torch_problems import Rows, row_sets

PARTS = ("X_train", "X_val", "X_test", "y_train", "y_val", "y_test")


# ---- split_data


@oracle
def split(problem: Rows) -> list[Array]:
    """The row numbers go through scikit-learn; the rows follow them."""
    train, rest = train_test_split(np.arange(len(problem.X)), train_size=0.7, random_state=problem.seed)
    val, test = train_test_split(rest, train_size=0.5, random_state=problem.seed)
    return [data[part] for data in (problem.X, problem.y) for part in (train, val, test)]


def parts_agree(student: Any, problem: Rows, *wanted: str) -> None:
    """Some of the learner's six parts equal the oracle's."""
    parts = unpack(student.split_data(problem.X, problem.y, problem.seed), *PARTS)
    for name, got, expected in zip(PARTS, parts, split(problem), strict=True):
        if name in wanted:
            close(got, expected, name=name)


many_rows = row_sets(rows=(23, 29))  # so many that a wrong share of the remainder is seldom an empty part
TWENTY_FIVE = Rows(np.arange(25.0).reshape(25, 1) + 0.25, np.arange(25.0).reshape(25, 1) * 2 - 3.5, 1234)
FIFTEEN = Rows(np.arange(15.0).reshape(15, 1) + 0.25, np.arange(15.0).reshape(15, 1) * 2 - 3.5, 1234)


@check(
    "split_data",
    points=1,
    examples=5,
    hint=(
        "train_test_split(X, y, train_size=0.7, random_state=seed) gives X_train, X_rest, y_train, y_rest: both "
        "parts of X first."
    ),
)
@given(problem=many_rows)
@example(problem=TWENTY_FIVE)
def training_rows_match_sklearn(student, problem):
    """X_train and y_train are the rows that scikit-learn's train_test_split draws with this seed."""
    parts_agree(student, problem, "X_train", "y_train")


@check(
    "split_data",
    points=1,
    examples=5,
    hint=(
        "Split X_rest and y_rest, not X and y, with train_size=0.5 and the same random_state; both parts of X "
        "come first again."
    ),
)
@given(problem=row_sets())
@example(problem=FIFTEEN)
def remainder_matches_sklearn(student, problem):
    """Validation and test rows are the two halves into which scikit-learn cuts the remainder with the same seed."""
    parts_agree(student, problem, "X_val", "X_test", "y_val", "y_test")


@check(
    "split_data",
    points=0.5,
    examples=3,
    kind="property",
    hint=("X and y are split in one call, so that they stay together; it gives both parts of X, then both of y."),
)
@given(problem=row_sets())
def every_row_once_with_its_target(student, problem):
    """Each row lands in exactly one part, and its target with it; all X come first in the answer, then all y."""
    parts = unpack(student.split_data(problem.X, problem.y, problem.seed), *PARTS)
    found = []
    for position, (name, got) in enumerate(zip(PARTS, parts, strict=True)):
        columns = problem.X.shape[1] if position < 3 else 1
        found.append(array(got, (len(split(problem)[position]), columns), name))
    joined = np.vstack([np.hstack([X, y]) for X, y in zip(found[:3], found[3:], strict=True)])
    close(in_order(joined), in_order(np.hstack([problem.X, problem.y])), name="all rows, sorted")


@check(
    "split_data",
    points=0.5,
    examples=3,
    kind="contract",
    hint=("random_state=seed in both calls; each gives both parts of X, then both of y, and changes neither."),
)
@given(problem=many_rows)
def same_seed_same_split(student, problem):
    """The same seed gives the same parts again; X and y are left as they were."""
    unpack(pure(student, "split_data", problem.X, problem.y, problem.seed), *PARTS)


# ---- fit_scalers


def fitted(student: Any, X: Array, y: Array) -> list[Thing]:
    """The learner's two scalers."""
    pair = unpack(student.keep("fit_scalers", X, y), "X_scaler", "y_scaler")
    return [
        thing(got, name, "a fitted StandardScaler") for name, got in zip(("X_scaler", "y_scaler"), pair, strict=True)
    ]


def known_of(fitted_one: Thing, name: str) -> tuple[Any, Any]:
    """A scaler's mean and scale. Raises Mismatch where it knows none."""
    mean, scale = statistics(fitted_one)
    require(mean is not None and scale is not None, f"{name} has no mean_ and scale_: it is no fitted StandardScaler")
    return mean, scale


@st.composite
def training_data(draw: st.DrawFn) -> tuple[Features, Features]:
    """Inputs and targets that vary, with other statistics each."""
    X = draw(features(rows=(2, 8), columns=(1, 3)))
    y = draw(grid(len(X.X), 1).map(Features).filter(lambda made: bool(made.X.std() > 0.5)))
    y.X[:] = 4 * y.X + 10
    return X, y


TWO_ROWS = Features(np.array([[1.0], [3.5]])), Features(np.array([[10.0], [30.0]]))


@check("fit_scalers", points=1, examples=5, hint="StandardScaler().fit(X_train) for X, and one of its own for y.")
@given(data=training_data())
@example(data=TWO_ROWS)
def statistics_are_those_of_each_column(student, data):
    """mean_ and scale_ are mean and population std of each column, of X in the first scaler and of y in the second."""
    scalers = fitted(student, *(part.X for part in data))
    for name, made, part in zip(("X", "y"), scalers, data, strict=True):
        mean, scale = known_of(made, f"{name}_scaler")
        size, terms = np.abs(part.X).mean(axis=0), len(part.X)
        close(mean, part.X.mean(axis=0), name=f"{name}_scaler.mean_", scale=size, terms=terms)
        std = part.X.std(axis=0)
        close(scale, std, name=f"{name}_scaler.scale_", scale=part.square_scale / std, terms=terms)


@check(
    "fit_scalers",
    points=1,
    examples=4,
    hint="A StandardScaler subtracts the mean and divides by the std; others do something else.",
)
@given(data=training_data(), more=grid(3, 1))
@example(data=TWO_ROWS, more=np.array([[5.0], [0.5], [-1.0]]))
def transform_and_inverse_agree_with_the_formula(student, data, more):
    """X_scaler.transform gives (x - mean) / std for other rows, y_scaler.inverse_transform gives z std + mean."""
    X, y = data
    X_scaler, y_scaler = fitted(student, X.X, y.X)
    rows = np.tile(more, (1, X.X.shape[1]))
    mean, std, size = X.X.mean(axis=0), X.X.std(axis=0), np.abs(X.X).mean(axis=0)
    spread = X.square_scale / std**2  # how much the std's own rounding is amplified
    scale, terms = (np.abs(rows) + size) / std * (1 + spread), len(X.X)
    close(X_scaler.transform(rows), (rows - mean) / std, name="X_scaler.transform(x)", scale=scale, terms=terms)
    mean, std = y.X.mean(axis=0), y.X.std(axis=0)
    scale = np.abs(more) * y.square_scale / std + np.abs(y.X).mean(axis=0)
    got = y_scaler.inverse_transform(more)
    close(got, more * std + mean, name="y_scaler.inverse_transform(z)", scale=scale, terms=terms)


@check(
    "fit_scalers",
    points=0.5,
    examples=4,
    kind="edge",
    hint="StandardScaler takes care of it: let it compute the std itself.",
)
@given(case=constant_features())
def constant_features_become_zero(student, case):
    """A feature that is constant is transformed to 0, and never to NaN."""
    data, column = case
    X_scaler, _ = fitted(student, data.X, data.X[:, :1] + np.arange(float(len(data.X)))[:, None])
    got = array(X_scaler.transform(data.X), data.X.shape, "X_scaler.transform(X_train)")
    close(got[:, column], np.zeros(len(data.X)), name=f"column {column}", scale=np.ones(len(data.X)))


@check(
    "fit_scalers",
    points=0.5,
    examples=3,
    kind="contract",
    hint="Two scalers, made by two calls of StandardScaler(); fit, not fit_transform.",
)
@given(data=training_data())
def scalers_are_apart_and_data_is_untouched(student, data):
    """Two scalers that know nothing of each other; X_train and y_train are left as they were."""
    X, y = (part.X for part in data)
    changed = student.call("fit_scalers", X, y).changed
    require(not changed, "fit_scalers changes the data that it is given")
    X_scaler, y_scaler = fitted(student, X, y)
    before = known_of(y_scaler, "y_scaler")
    X_scaler.call("fit", 2 * X + 1)
    for name, kept, now in zip(("mean_", "scale_"), before, statistics(y_scaler), strict=True):
        close(now, array(kept, (1,), f"y_scaler.{name}"), name=f"y_scaler.{name} after X_scaler is fitted anew")


# ---- to_tensors


def float32_scale(values: Array) -> Array:
    return np.abs(values) + 1e-3


def tensors_agree(student: Any, *arrays: Array, dtype: torch.dtype | None = None) -> None:
    """The learner's tensors have the shapes and values of the arrays."""
    names = [f"tensor {i}" for i in range(1, len(arrays) + 1)]
    for name, got, values in zip(names, unpack(student.to_tensors(*arrays), *names), arrays, strict=True):
        close(tensor(got, values.shape, name, dtype), values, name=name, scale=float32_scale(values), terms=0)


@check(
    "to_tensors",
    points=1,
    examples=8,
    hint=(
        "torch.tensor(array, dtype=torch.float32) for each of the arrays, as it is, in their order; all of them "
        "in a tuple."
    ),
)
@given(table=tables(rows=(1, 6), features=(1, 3)))
@example(table=Table(np.array([[1.5], [2.0]]), np.array([[0.25], [-4.125]])))
def tensors_have_the_arrays_values(student, table):
    """X and y come back as tensors with the same shapes and values, in the same order."""
    tensors_agree(student, table.X, table.y)


@check(
    "to_tensors",
    points=0.5,
    examples=5,
    visibility="hidden",
    hint=(
        "Is there a tensor for each array, however many there are, in its own shape? Of values, 32-bit floats "
        "keep seven digits."
    ),
)
@given(table=tables(rows=(1, 4), features=(1, 3)), shift=st.integers(1, 40))
def seven_digits_survive(student, table, shift):
    """Values that need many digits keep seven of them, in one, two and three dimensions."""
    fine = table.X / 3 + shift
    tensors_agree(student, fine, fine.ravel(), fine[None] * 10)


@check(
    "to_tensors",
    points=0.5,
    examples=4,
    kind="contract",
    hint=(
        "A tuple with a tensor for each array; without dtype=torch.float32 these are float64, which does not fit "
        "the model."
    ),
)
@given(table=tables(rows=(1, 4), features=(1, 3)))
def tensors_are_float32(student, table):
    """Every tensor holds 32-bit floats."""
    tensors_agree(student, table.X, table.y, dtype=torch.float32)


@check(
    "to_tensors",
    points=0.5,
    examples=4,
    kind="edge",
    hint=("tuple(...) around the whole, with as many tensors as there are arrays, also if there is one array only."),
)
@given(table=tables(rows=(1, 4), features=(1, 3)))
def one_array_gives_a_tuple_of_one(student, table):
    """A single array gives a tuple of one tensor, four arrays one of four; the arrays are left as they were."""
    returned = pure(student, "to_tensors", table.X)
    if type(returned) not in (tuple, list):
        raise Mismatch(f"returned {describe(returned)}, expected a tuple of one tensor", kind="type", got=returned)
    (only,) = unpack(returned, "the only tensor")
    tensor(only, table.X.shape, "the only tensor")
    tensors_agree(student, table.y, table.X, table.X[:1], table.y)
