"""What is checked of unit 1: generate, split, standardize."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from grader.checks import Exercise, Rng, Unit, array, check, close, oracle, pure, require, unpack

from ..problems import Array, rngs
from ..tables import Splitting, Table, column_of, in_order, paired, parts_of, splittings, tables, targets_of, tolerance
from ._ex1_scaling import *  # noqa: F403 -- fit_scaler, standardize

UNIT = Unit(
    "Generate, split, standardize",
    Exercise(
        "generate_data",
        hints=(
            "Two steps: make X, the column 0, 1, ..., N-1; then make y from X and N random numbers.",
            "`rng.uniform(low, high, size=...)` draws all the noise in one call. Which size fits to a column?",
            "With X of shape (N, 1), noise of shape (N, 1) adds row by row; noise of shape (N,) makes an N x N square.",
        ),
    ),
    Exercise(
        "to_dataframe",
        hints=(
            "A DataFrame is built from a dict: the keys are the names of the columns, the values their numbers.",
            "X has shape (N, 1), but a column wants flat numbers.",
            "`X.ravel()` or `X[:, 0]` is flat.",
        ),
    ),
    Exercise(
        "split_data",
        hints=(
            "Draw one random order of the rows, and use it for X and for y.",
            "`order = rng.permutation(len(X))`; then `X[order]` and `y[order]` are shuffled together.",
            "Cut at int(train_size * N) and int((train_size + val_size) * N): `[:a]`, `[a:b]`, `[b:]` lose no row.",
        ),
    ),
    Exercise(
        "fit_scaler",
        hints=(
            "One mean and one standard deviation for each column: the result has as many numbers as X has columns.",
            "`X.mean()` without an axis is one number for the whole table. Which axis runs down the rows?",
            "NumPy's `std` divides by N already; pandas' and torch's divide by N - 1 unless they are told otherwise.",
        ),
    ),
    Exercise(
        "standardize",
        hints=(
            "Subtract the given mean, then divide by the given std. Do not compute new ones from `data`.",
            "A std of 0 must not be divided by. Which number could stand in its place?",
            "`np.where(condition, a, b)` picks a or b element by element, and makes a new array.",
        ),
    ),
)


# ---- generate_data


@oracle
def noise_of(rng: Rng, count: int) -> Array:
    """The sorted numbers that one draw of rng.uniform gives: which row gets which is free."""
    return np.sort(rng.make().uniform(-10, 20, size=count))


def noise_in(y: Any, count: int) -> tuple[Array, Array]:
    """What is left of y without the line, and the size of what was subtracted."""
    values, line = array(y, (count, 1), "y"), 3.5 * np.arange(count, dtype=np.float64)[:, None]
    return values - line, np.abs(line) + 20


@check("generate_data", points=1, hint="np.arange(N) counts from 0 to N-1; reshape(-1, 1) makes it a column.")
@given(num_samples=st.integers(2, 60), rng=rngs)
@example(num_samples=5, rng=Rng("RandomState", 1234))
def x_counts_from_zero(student, num_samples, rng):
    """X is the column 0, 1, ..., N-1."""
    X, _ = unpack(student.generate_data(num_samples, rng), "X", "y")
    close(X, np.arange(num_samples, dtype=np.float64)[:, None], name="X")


@check("generate_data", points=1.5, hint="Draw N numbers with rng.uniform(-10, 20, size=...) and add them to 3.5 X.")
@given(num_samples=st.integers(2, 60), rng=rngs)
@example(num_samples=3, rng=Rng("RandomState", 1234))
@example(num_samples=3, rng=Rng("Generator", 1234))
def y_is_line_plus_drawn_noise(student, num_samples, rng):
    """y - 3.5 X is the noise that rng.uniform(-10, 20) draws, N numbers in one draw."""
    _, y = unpack(student.generate_data(num_samples, rng), "X", "y")
    noise, scale = noise_in(y, num_samples)
    close(np.sort(noise.ravel()), noise_of(rng, num_samples), name="the sorted noise", scale=scale.max(), terms=2)


@check(
    "generate_data", points=0.5, kind="property", hint="The noise is uniform: no value of it is likelier than another."
)
@given(rng=rngs)
def noise_fills_its_range(student, rng):
    """Of 200 samples the noise lies between -10 and 20, on both sides of the middle and near both ends."""
    _, y = unpack(student.generate_data(200, rng), "X", "y")
    noise, scale = noise_in(y, 200)
    slack = 1e-6 * scale.max()
    lowest, highest = float(noise.min()), float(noise.max())
    reach = f"the noise reaches from {lowest:.3g} to {highest:.3g}, expected "
    require(-10 - slack <= lowest and highest <= 20 + slack, reach + "-10 to 20 at most")
    require(lowest < -5 and highest > 15, reach + "nearly -10 to 20")


@check("generate_data", points=0.5, kind="contract", hint="Use the rng that is passed in, and a float dtype for X.")
@given(num_samples=st.integers(2, 20), rng=rngs)
def same_rng_same_data(student, num_samples, rng):
    """Float columns of shape (N, 1); the same rng gives the same data; the global np.random is left alone."""
    X, y = unpack(pure(student, "generate_data", num_samples, rng), "X", "y")
    array(X, (num_samples, 1), "X", kind="f")
    array(y, (num_samples, 1), "y", kind="f")


@check(
    "generate_data",
    points=0.5,
    kind="edge",
    hint="With N = 1 there is one draw, in arrays of shape (1, 1): no squeeze().",
)
@given(rng=rngs)
def one_sample(student, rng):
    """N = 1 gives X = [[0.]] and one target."""
    X, y = unpack(student.generate_data(1, rng), "X", "y")
    close(X, np.zeros((1, 1)), name="X", scale=1.0)
    close(noise_in(y, 1)[0].ravel(), noise_of(rng, 1), name="y", scale=20.0)


# ---- to_dataframe


@check("to_dataframe", points=1, hint='The values of "X" are X[:, 0], in the same order.')
@given(table=tables())
@example(table=Table(np.array([[0.25], [1.5]]), np.array([[2.75], [-3.25]])))
def column_x_holds_x(student, table):
    """The column "X" holds the values of X."""
    close(column_of(student.to_dataframe(table.X, table.y), "X"), table.X.ravel(), name='column "X"')


@check("to_dataframe", points=1, hint='The values of "y" are y[:, 0], in the same order.')
@given(table=tables())
@example(table=Table(np.array([[0.25], [1.5]]), np.array([[2.75], [-3.25]])))
def column_y_holds_y(student, table):
    """The column "y" holds the values of y."""
    close(column_of(student.to_dataframe(table.X, table.y), "y"), table.y.ravel(), name='column "y"')


@check(
    "to_dataframe",
    points=0.5,
    kind="contract",
    hint="Two columns, 'X' and then 'y', and no other: nothing is the index.",
)
@given(table=tables())
def two_columns_in_order(student, table):
    """The columns are "X" and "y", in this order, with N rows; X and y are left as they were."""
    frame = pure(student, "to_dataframe", table.X, table.y)
    count = len(column_of(frame, "X"))
    require(count == len(table.X), f"the table has {count} rows, expected {len(table.X)}")
    require(list(frame.columns) == ["X", "y"], f"the columns are {list(frame.columns)}, expected ['X', 'y']")


@check("to_dataframe", points=0.5, kind="edge", hint="One sample makes the same table, with one row.")
@given(table=tables(rows=(1, 1)))
def one_row(student, table):
    """A single sample makes a table of one row."""
    frame = student.to_dataframe(table.X, table.y)
    close(column_of(frame, "X"), table.X.ravel(), name='column "X"')
    close(column_of(frame, "y"), table.y.ravel(), name='column "y"')


# ---- split_data


SMALL = Splitting(
    np.array([[0.25], [1.5], [2.75], [3.25]]),
    np.array([[-1.5], [4.75], [0.25], [7.5]]),
    0.5,
    0.25,
    Rng("RandomState", 3),
)
WIDE = Splitting(np.arange(80.0).reshape(40, 2), np.arange(40.0)[:, None] + 0.25, 0.625, 0.125, Rng("Generator", 8))


@check("split_data", points=1.5, hint="Cut one shuffled order of the rows at two places: [:a], [a:b] and [b:].")
@given(table=splittings())
@example(table=SMALL)
def every_row_lands_once(student, table):
    """Train, validation and test together hold every row of X exactly once."""
    X_parts, _ = parts_of(student.split_data(*table.args), table)
    rows = sum(map(len, X_parts))
    require(rows == len(table.X), f"train, val and test have {rows} rows together, X has {len(table.X)}")
    close(in_order(np.vstack(X_parts)), in_order(table.X), name="the sorted X", scale=np.abs(table.X).max())


@check("split_data", points=1.5, hint="Shuffle X and y by the same order: draw it once and index both with it.")
@given(table=splittings())
@example(table=SMALL)
def rows_keep_their_targets(student, table):
    """Every row of X comes with its own target, in the same part and place."""
    joined = paired(parts_of(student.split_data(*table.args), table))
    require(sum(map(len, joined)) > 0, "no part has a row")
    for name, part in zip(("train", "val", "test"), joined, strict=True):
        require(len(part) < len(table.X), f"X_{name} has {len(part)} rows, and X has {len(table.X)}")
        for at, row in enumerate(part):
            own = targets_of(table, row[:-1])
            require(len(own) > 0, f"X_{name}[{at}] is {row[:-1].tolist()}, which is no row of X")
            theirs = f"X_{name}[{at}] is {row[:-1].tolist()} and y_{name}[{at}] is {row[-1]:.6g}"
            fits = bool(np.any(np.abs(own - row[-1]) <= tolerance(table)))
            require(fits, f"{theirs}; in X and y this row has the target {own[0]:.6g}")


@check("split_data", points=1, kind="property", hint="int() cuts off and does not round; add the fractions first.")
@given(table=splittings())
@example(table=SMALL)
@example(
    table=Splitting(np.arange(11.0)[:, None] + 0.25, np.arange(11.0)[:, None] - 0.25, 0.7, 0.15, Rng("Generator", 1))
)
def sizes_follow_the_fractions(student, table):
    """int(train_size N) rows train, those up to int((train_size + val_size) N) validate, the rest test."""
    X_parts, _ = parts_of(student.split_data(*table.args), table)
    sizes = tuple(len(part) for part in X_parts)
    require(
        sizes == table.sizes, f"the parts have {sizes} rows, expected {table.sizes}", expected=table.sizes, got=sizes
    )


@check("split_data", points=1.5, kind="property", hint="Shuffle all rows before cutting, with the rng passed in.")
@given(seed=st.integers(0, 9999), kind=st.sampled_from(("Generator", "RandomState")))
def rows_are_shuffled(student, seed, kind):
    """Which rows train, validate and test is drawn by rng: not as they stand, and otherwise for another seed."""
    splits = []
    for number in (seed, seed + 1):
        answer = student.split_data(WIDE.X, WIDE.y, WIDE.train_size, WIDE.val_size, Rng(kind, number))
        splits.append([part[:, 0].tolist() for part in parts_of(answer, WIDE)[0]])
    cuts = np.cumsum((0, *WIDE.sizes))
    for name, part, begin, end in zip(("train", "val", "test"), splits[0], cuts[:-1], cuts[1:], strict=True):
        kept, held = WIDE.X[begin:end, 0].tolist(), f"X_{name} holds rows {begin} to {end - 1} of X"
        require(part != kept, f"{held}, just as they stood there: nothing was shuffled")
        require(sorted(part) != kept, f"{held}, in another order: all rows are to be shuffled before they are cut")
    first, second = ([set(part) for part in split] for split in splits)
    require(first != second, "two different rngs give the same split")


@check(
    "split_data", points=0.5, kind="contract", hint="rng.shuffle(X) changes X itself; index with a permutation instead."
)
@given(table=splittings())
def same_rng_same_split(student, table):
    """Six arrays, X_train, X_val, X_test, y_train, y_val, y_test; X and y unchanged; same rng, same split."""
    paired(parts_of(pure(student, "split_data", *table.args), table))
