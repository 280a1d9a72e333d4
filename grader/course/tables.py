"""Data sets for the checks of unit 1: plain tables, tables to split, tables to standardize.

See problems.py for how they are made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from grader.checks import Mismatch, Rng, array, describe, require, unpack

from .problems import Array, grid, positive, rngs, telling

FRACTIONS = ((0.7, 0.15), (0.6, 0.2), (0.8, 0.1), (0.5, 0.25), (0.625, 0.125), (0.75, 0.125), (0.55, 0.3), (0.4, 0.35))


@dataclass(frozen=True, eq=False)
class Table:
    """N samples of D features, with a target each."""

    X: Annotated[Array, "N D"]
    y: Annotated[Array, "N 1"]

    @property
    def rows(self) -> Array:
        """Every sample with its target, (N, D + 1)."""
        return np.hstack([self.X, self.y])


@st.composite
def tables(draw: st.DrawFn, rows: tuple[int, int] = (2, 10), features: tuple[int, int] = (1, 1)) -> Table:
    """Tables whose columns are told apart by their values."""
    N, D = draw(st.integers(*rows)), draw(st.integers(*features))
    made = st.builds(Table, grid(N, D), grid(N, 1))
    return draw(made.filter(lambda table: telling(table.X, table.y) and not np.array_equal(table.X[:, :1], table.y)))


@dataclass(frozen=True, eq=False)
class Splitting(Table):
    """A table, and how to split it."""

    train_size: float
    val_size: float
    rng: Rng

    @property
    def sizes(self) -> tuple[int, int, int]:
        first, second = (int(fraction * len(self.X)) for fraction in (self.train_size, self.train_size + self.val_size))
        return first, second - first, len(self.X) - second

    @property
    def args(self) -> tuple[Array, Array, float, float, Rng]:
        """The arguments of split_data."""
        return self.X, self.y, self.train_size, self.val_size, self.rng

    def valid(self) -> bool:
        """No part is empty, and no size hangs on rounding: products are exact in binary, or far from whole numbers."""
        return splits_cleanly(len(self.X), self.train_size, self.val_size)


def splits_cleanly(N: int, train_size: float, val_size: float) -> bool:
    """See `Splitting.valid`."""
    cuts = []
    for fraction in (train_size, train_size + val_size):
        if fraction * 64 != int(fraction * 64) and abs(fraction * N - round(fraction * N)) < 1e-6:
            return False
        cuts.append(int(fraction * N))
    return 0 < cuts[0] < cuts[1] < N


@st.composite
def splittings(draw: st.DrawFn, rows: tuple[int, int] = (6, 20)) -> Splitting:
    """Tables of one to three features whose three parts all have rows."""
    (train_size, val_size), N = draw(
        st.tuples(st.sampled_from(FRACTIONS), st.integers(*rows)).filter(lambda pair: splits_cleanly(pair[1], *pair[0]))
    )
    D = draw(st.integers(1, 3))
    made = st.builds(Splitting, grid(N, D), grid(N, 1), st.just(train_size), st.just(val_size), rngs)
    return draw(made.filter(lambda table: telling(table.X, table.y) and len(np.unique(table.rows, axis=0)) == N))


@dataclass(frozen=True, eq=False)
class Features:
    """N samples of D features."""

    X: Annotated[Array, "N D"]

    @property
    def square_scale(self) -> Array:
        """What the two terms of a variance sum, per feature: mean of squares and square of mean, on absolute values."""
        size = np.abs(self.X)
        return np.asarray(np.mean(size**2, axis=0) + np.mean(size, axis=0) ** 2)

    def valid(self) -> bool:
        """No std is small beside the values, which spares every formula for it from cancelling."""
        return bool(np.all(self.X.std(axis=0) ** 2 > 0.05 * self.square_scale))


@st.composite
def features(draw: st.DrawFn, rows: tuple[int, int] = (2, 10), columns: tuple[int, int] = (1, 4)) -> Features:
    """Features that vary."""
    N, D = draw(st.integers(*rows)), draw(st.integers(*columns))

    def tells(problem: Features) -> bool:
        return problem.valid() and telling(problem.X.std(axis=0), problem.X.mean(axis=0))

    return draw(grid(N, D).map(Features).filter(tells))


@st.composite
def constant_features(draw: st.DrawFn) -> tuple[Features, int]:
    """Features of which one is constant, exactly in binary, and its column."""
    N, D = draw(st.integers(2, 8)), draw(st.integers(1, 3))
    X = draw(grid(N, D).filter(lambda X: bool(np.all(X.std(axis=0) > 0.5))))
    column = draw(st.integers(0, D - 1))
    X[:, column] = draw(st.sampled_from((2.0, -0.5, 4.0, 0.0, -8.0)))
    return Features(X), column


@dataclass(frozen=True, eq=False)
class Scaling:
    """Data, and the statistics to standardize it with: not its own, as test data has the training data's."""

    data: Annotated[Array, "N D"]
    mean: Annotated[Array, "D"]
    std: Annotated[Array, "D"]

    def valid(self) -> bool:
        """A std is at least 0.01, or 0 where all the data is equal to the mean."""
        constant = self.std == 0
        return bool(np.all(self.std[~constant] >= 0.01) and np.all((self.data == self.mean)[:, constant]))

    @property
    def divisor(self) -> Array:
        return np.where(self.std == 0, 1.0, self.std)

    @property
    def scale(self) -> Array:
        """The formula on absolute values."""
        return np.asarray((np.abs(self.data) + np.abs(self.mean)) / self.divisor)


@st.composite
def scalings(draw: st.DrawFn, rows: tuple[int, int] = (1, 8), columns: tuple[int, int] = (1, 4)) -> Scaling:
    """Data of up to four features, the stds between 1/16 and 8."""
    N, D = draw(st.integers(*rows)), draw(st.integers(*columns))
    made = st.builds(Scaling, grid(N, D), grid(D), positive(D, smallest=1 / 16, largest=8, step=1 / 16))

    def tells(problem: Scaling) -> bool:
        answer = (problem.data - problem.mean) / problem.std
        far = np.abs(answer) > 0.02 * problem.scale
        return telling(answer) and bool(far.any()) and not np.allclose(answer, problem.data, atol=0.05)

    return draw(made.filter(tells))


@st.composite
def constant_scalings(draw: st.DrawFn) -> tuple[Scaling, int]:
    """Data with one constant feature, whose std is 0, and its column."""
    problem = draw(scalings(columns=(2, 4)))
    column = draw(st.integers(0, problem.data.shape[1] - 1))
    problem.data[:, column] = problem.mean[column]
    problem.std[column] = 0.0
    return problem, column


# ---- what came back


def column_of(frame: Any, name: str) -> Any:
    """One column of a learner's answer, as an array of any dtype. Raises Mismatch where there is none."""
    if not isinstance(frame, pd.DataFrame):
        raise Mismatch(f"returned {describe(frame)}, expected a pandas DataFrame", kind="type", got=frame)
    names = list(frame.columns)
    if names.count(name) != 1:
        raise Mismatch(f"the columns are {names}, expected one that is called {name!r}", kind="columns", got=names)
    values = np.asarray(frame.iloc[:, names.index(name)])
    if values.dtype.kind == "O":
        raise Mismatch(f"column {name!r} holds objects in its cells, expected one number in each", kind="dtype")
    return values


def parts_of(answer: Any, table: Splitting) -> tuple[list[Array], list[Array]]:
    """The three parts of X and of y, of whatever length, columns checked. Raises Mismatch otherwise."""
    names = ("X_train", "X_val", "X_test", "y_train", "y_val", "y_test")
    parts: list[Array] = []
    for position, (name, got) in enumerate(zip(names, unpack(answer, *names), strict=True)):
        columns = table.X.shape[1] if position < 3 else 1
        count = got.shape[0] if isinstance(got, np.ndarray) and got.ndim == 2 else table.sizes[position % 3]
        parts.append(array(got, (count, columns), name))
    return parts[:3], parts[3:]


def in_order(rows: Array) -> Array:
    """The rows sorted, so that two sets of rows can be compared."""
    return rows[np.lexsort(rows.T[::-1])]


def tolerance(table: Table) -> float:
    """How far a value may be from the one that was passed in: a float32 copy is a right answer."""
    return float(8 * np.finfo(np.float32).eps * np.abs(table.rows).max())


def targets_of(table: Table, row: Array) -> Array:
    """The targets of the rows of X that are equal to `row`: none where there is no such row."""
    return np.asarray(table.y[(np.abs(table.X - row) <= tolerance(table)).all(axis=1), 0])


def paired(parts: tuple[list[Array], list[Array]]) -> list[Array]:
    """Each part as one table (n, D + 1). Raises Mismatch where X and y of a part differ in length."""
    joined = []
    for name, X, y in zip(("train", "val", "test"), *parts, strict=True):
        require(len(X) == len(y), f"X_{name} has {len(X)} rows and y_{name} has {len(y)}")
        joined.append(np.hstack([X, y]))
    return joined
