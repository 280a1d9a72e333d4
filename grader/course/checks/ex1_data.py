"""What is checked of unit 1: generate, split, standardize."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from grader.checks import Exercise, Rng, Unit, array, check, close, oracle, pure, require, unpack

from ..problems import Array, rngs, seventy_one
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

MANY = Table(*(values / 3 for values in seventy_one()))  # more rows than a print shows, and values with many digits
TWICE = Table(np.array([[1.5], [0.25], [1.5]]), np.array([[2.75], [-3.25], [2.75]]))  # a row may come again


@check("to_dataframe", points=1, hint='The values of "X" are X[:, 0], in the same order.')
@given(table=tables())
@example(table=Table(np.array([[0.25], [1.5]]), np.array([[2.75], [-3.25]])))
@example(table=MANY)
@example(table=TWICE)
def column_x_holds_x(student, table):
    """The column "X" holds the values of X."""
    close(column_of(student.to_dataframe(table.X, table.y), "X"), table.X.ravel(), name='column "X"')


@check("to_dataframe", points=1, hint='The values of "y" are y[:, 0], in the same order.')
@given(table=tables())
@example(table=Table(np.array([[0.25], [1.5]]), np.array([[2.75], [-3.25]])))
@example(table=MANY)
@example(table=TWICE)
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
SHUFFLED = Splitting(np.arange(48.0).reshape(24, 2), np.arange(24.0)[:, None] + 0.25, 0.5, 0.25, Rng("Generator", 8))
DRAWS = 40


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


@check(
    "split_data",
    points=1,
    kind="property",
    hint=(
        "Cut at a = int(train_size * N) and b = int((train_size + val_size) * N): [:a], [a:b], [b:]. int() does "
        "not round."
    ),
)
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


@check(
    "split_data",
    points=1.5,
    kind="property",
    hint="Does the rng that is passed in move every row, before anything is cut? rng.permutation(N) is such an order.",
    examples=3,
)
@given(seed=st.integers(0, 9000), kind=st.sampled_from(("Generator", "RandomState")))
def rows_are_shuffled(student, seed, kind):
    """Which rows train, validate and test is drawn by rng: not as they stand, and otherwise for every seed."""
    places = np.full((DRAWS, len(SHUFFLED.X)), -1)  # the part that a row lands in: 0 is train, 1 val, 2 test
    stood = SHUFFLED.X[:, 0].tolist()
    for draw in range(DRAWS):
        answer = student.split_data(SHUFFLED.X, SHUFFLED.y, 0.5, 0.25, Rng(kind, seed + draw))
        parts = [part[:, 0] for part in parts_of(answer, SHUFFLED)[0]]
        cut = np.concatenate(parts).tolist()
        require(cut != stood, "the rows are cut just as they stand in X: nothing was shuffled")
        for place, part in enumerate(parts):
            places[draw, np.isin(stood, part)] = place
    look_drawn(places)


def look_drawn(places: NDArray[np.int_]) -> None:
    """Raise Mismatch unless many splits of the same rows, by the part in which each row lands, look drawn at random.

    A right answer is taken for a wrong one less than once in 10^9 times. How large the parts are is asked elsewhere.
    """
    told = f"of {len(places)} splits with different rngs"
    require(bool((places != places[0]).any()), f"{told} each is the same")
    train = places == 0
    if 0.3 < train.mean() < 0.7:
        for row, times in enumerate(train.sum(axis=0)):
            require(0 < times < len(places), f"{told}, row {row} of X is in X_train in {times}: it is never moved")
    together = (places[:, 1:] == places[:, :-1]).mean()
    sizes = np.array([(places == place).sum(axis=1).mean() for place in range(-1, 3)])
    chance = float((sizes * (sizes - 1)).sum() / (sizes.sum() * (sizes.sum() - 1)))
    expected = f"expected about {chance:.0%}: rows are moved together"
    kept = f"{told}, rows that are neighbours in X are in one part in {together:.0%} of the cases, {expected}"
    require(together < chance + 0.15, kept)
    for name, one, other in (("X_train", train, places > 0), ("X_val", places == 1, places == 2)):
        if one.any(axis=1).all() and other.any(axis=1).all():
            later = float(np.mean(_middle(one) - _middle(other)))
            where = "later" if later > 0 else "earlier"
            require(abs(later) < 5, f"{told}, {name} has {where} rows of X than what comes after it: order is kept")


def _middle(inside: NDArray[np.bool_]) -> Array:
    """The mean number of the rows that are inside, for each split."""
    return np.asarray(inside @ np.arange(inside.shape[1]) / inside.sum(axis=1))


@check(
    "split_data", points=0.5, kind="contract", hint="rng.shuffle(X) changes X itself; index with a permutation instead."
)
@given(table=splittings())
def same_rng_same_split(student, table):
    """Six arrays, X_train, X_val, X_test, y_train, y_val, y_test; X and y unchanged; same rng, same split."""
    paired(parts_of(pure(student, "split_data", *table.args), table))
