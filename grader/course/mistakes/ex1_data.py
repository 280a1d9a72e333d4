"""What learners get wrong in unit 1."""

from __future__ import annotations

import numpy as np
import pandas as pd

from grader.mistakes import mistake

from ._ex1_scaling import *  # noqa: F403 -- the mistakes of fit_scaler and standardize

# ---- generate_data


@mistake("generate_data", hint="rng.uniform(-10, 20, size=...): all values between are equally likely.")
def normal_noise(ref, num_samples, rng):
    """The noise is drawn from a normal distribution."""
    X = np.arange(num_samples, dtype=float).reshape(-1, 1)
    return X, 3.5 * X + rng.normal(5, 10, size=(num_samples, 1))


@mistake("generate_data", hint="rng.uniform() alone is between 0 and 1; pass low and high, -10 and 20.")
def noise_between_0_and_1(ref, num_samples, rng):
    """The noise is uniform between 0 and 1."""
    X = np.arange(num_samples, dtype=float).reshape(-1, 1)
    return X, 3.5 * X + rng.uniform(size=(num_samples, 1))


@mistake("generate_data", hint="The range is not symmetric: -10 below, 20 above.")
def symmetric_noise(ref, num_samples, rng):
    """The noise is uniform between -10 and 10."""
    X = np.arange(num_samples, dtype=float).reshape(-1, 1)
    return X, 3.5 * X + rng.uniform(-10, 10, size=(num_samples, 1))


@mistake("generate_data", hint="Ask rng.uniform for as many numbers as there are samples, with size=.")
def one_noise_for_all(ref, num_samples, rng):
    """A single random number is added to every target."""
    X = np.arange(num_samples, dtype=float).reshape(-1, 1)
    return X, 3.5 * X + rng.uniform(-10, 20)


@mistake("generate_data", hint="(N, 1) plus (N,) is (N, N). Draw the noise as a column, size=(N, 1).")
def noise_makes_a_square(ref, num_samples, rng):
    """X is a column and the noise is flat, so their sum is N x N."""
    X = np.arange(num_samples, dtype=float).reshape(-1, 1)
    return X, 3.5 * X + rng.uniform(-10, 20, size=num_samples)


@mistake("generate_data", hint="Make columns of both: reshape(-1, 1).")
def flat_arrays(ref, num_samples, rng):
    """X and y are flat, (N,), and not columns."""
    X = np.arange(num_samples, dtype=float)
    return X, 3.5 * X + rng.uniform(-10, 20, size=num_samples)


@mistake("generate_data", hint="Draw from the argument: rng.uniform, not np.random.uniform.")
def draws_from_global_numpy(ref, num_samples, rng):
    """The noise comes from the global np.random and not from rng."""
    X = np.arange(num_samples, dtype=float).reshape(-1, 1)
    return X, 3.5 * X + np.random.uniform(-10, 20, size=(num_samples, 1))  # noqa: NPY002 -- the mistake itself


@mistake("generate_data", hint="The first x is 0 and the last N - 1: np.arange(N).")
def counts_from_one(ref, num_samples, rng):
    """X counts from 1 to N."""
    X = np.arange(1, num_samples + 1, dtype=float).reshape(-1, 1)
    return X, 3.5 * X + rng.uniform(-10, 20, size=(num_samples, 1))


@mistake("generate_data", hint="np.linspace(0, N, N) ends at N, in steps larger than 1; np.arange(N) counts.")
def evenly_spaced_up_to_n(ref, num_samples, rng):
    """X runs from 0 to N in N even steps, which are no whole numbers."""
    X = np.linspace(0, num_samples, num_samples).reshape(-1, 1)
    return X, 3.5 * X + rng.uniform(-10, 20, size=(num_samples, 1))


@mistake("generate_data", hint="Say dtype=float to np.arange, or write np.arange(float(N)).")
def integer_x(ref, num_samples, rng):
    """X holds integers."""
    X = np.arange(num_samples).reshape(-1, 1)
    return X, 3.5 * X + rng.uniform(-10, 20, size=(num_samples, 1))


# ---- to_dataframe


@mistake("to_dataframe", hint="The keys of the dict name the columns: put X under 'X' and y under 'y'.")
def values_swapped(ref, X, y):
    """The column "X" holds y, and the column "y" holds X."""
    return pd.DataFrame({"X": y[:, 0], "y": X[:, 0]})


@mistake("to_dataframe", hint="Pass columns=['X', 'y'], or a dict whose keys are the names.")
def columns_without_names(ref, X, y):
    """The columns have no names."""
    return pd.DataFrame(np.hstack([X, y]))


@mistake("to_dataframe", hint="The first column is X, the second y.")
def columns_in_the_other_order(ref, X, y):
    """The column "y" stands before the column "X"."""
    return pd.DataFrame({"y": y[:, 0], "X": X[:, 0]})


@mistake("to_dataframe", hint="The names are 'X' and 'y', as written.")
def lower_case_name(ref, X, y):
    """The first column is called "x"."""
    return pd.DataFrame({"x": X[:, 0], "y": y[:, 0]})


@mistake("to_dataframe", hint="A column wants flat numbers, X[:, 0] or X.ravel(), and their own dtype, not object.")
def objects_as_cells(ref, X, y):
    """The cells hold objects to pandas: arrays of one number, or numbers in a column of dtype object."""
    return pd.DataFrame({"X": list(X), "y": list(y)})


@mistake("to_dataframe", hint="head() is for printing; return the whole table.")
def only_the_first_rows(ref, X, y):
    """Only the first five rows are returned."""
    return pd.DataFrame({"X": X[:, 0], "y": y[:, 0]}).head()


@mistake("to_dataframe", hint="squeeze() drops every axis of length 1, also that of a single row; ravel() keeps one.")
def squeezed_single_row(ref, X, y):
    """With one row, squeeze() leaves no axis to make a column of."""
    return pd.DataFrame({"X": X.squeeze(), "y": y.squeeze()})


# ---- split_data


@mistake("split_data", hint="Draw rng.permutation(N) and index X and y with it before you cut.")
def not_shuffled(ref, X, y, train_size, val_size, rng):
    """The rows are cut in the order in which they stand."""
    a, b = int(train_size * len(X)), int((train_size + val_size) * len(X))
    return X[:a], X[a:b], X[b:], y[:a], y[a:b], y[b:]


@mistake("split_data", hint="One order for both: draw it once, then X[order] and y[order].")
def shuffled_apart(ref, X, y, train_size, val_size, rng):
    """X and y are shuffled by two different orders."""
    X, y = X[rng.permutation(len(X))], y[rng.permutation(len(y))]
    a, b = int(train_size * len(X)), int((train_size + val_size) * len(X))
    return X[:a], X[a:b], X[b:], y[:a], y[a:b], y[b:]


@mistake("split_data", hint="Shuffle y in the same order as X.")
def only_x_shuffled(ref, X, y, train_size, val_size, rng):
    """X is shuffled and y is not."""
    X = X[rng.permutation(len(X))]
    a, b = int(train_size * len(X)), int((train_size + val_size) * len(X))
    return X[:a], X[a:b], X[b:], y[:a], y[a:b], y[b:]


@mistake("split_data", hint="Use the rng that is passed in: rng.permutation, not np.random.permutation.")
def fixed_shuffle(ref, X, y, train_size, val_size, rng):
    """The order is always the same one, whatever rng is."""
    order = np.random.RandomState(0).permutation(len(X))
    a, b = int(train_size * len(X)), int((train_size + val_size) * len(X))
    return X[order[:a]], X[order[a:b]], X[order[b:]], y[order[:a]], y[order[a:b]], y[order[b:]]


@mistake("split_data", hint="The order is X_train, X_val, X_test, y_train, y_val, y_test.")
def returned_in_pairs(ref, X, y, train_size, val_size, rng):
    """The parts are returned as X_train, y_train, X_val, y_val, X_test, y_test."""
    order = rng.permutation(len(X))
    a, b = int(train_size * len(X)), int((train_size + val_size) * len(X))
    return X[order[:a]], y[order[:a]], X[order[a:b]], y[order[a:b]], X[order[b:]], y[order[b:]]


@mistake("split_data", hint="int() cuts off what is behind the point: int(7.7) is 7, round(7.7) is 8.")
def sizes_rounded(ref, X, y, train_size, val_size, rng):
    """The sizes are rounded and not cut off."""
    order = rng.permutation(len(X))
    a, b = round(train_size * len(X)), round((train_size + val_size) * len(X))
    return X[order[:a]], X[order[a:b]], X[order[b:]], y[order[:a]], y[order[a:b]], y[order[b:]]


@mistake("split_data", hint="The second cut is int((train_size + val_size) * N): add the fractions, then cut off once.")
def sizes_cut_off_apart(ref, X, y, train_size, val_size, rng):
    """The sizes of train and validation are cut off one by one, so that the second cut comes too early."""
    order = rng.permutation(len(X))
    a = int(train_size * len(X))
    b = a + int(val_size * len(X))
    return X[order[:a]], X[order[a:b]], X[order[b:]], y[order[:a]], y[order[a:b]], y[order[b:]]


@mistake("split_data", hint="The second cut counts from the start, too: int((train_size + val_size) * N).")
def second_cut_without_train(ref, X, y, train_size, val_size, rng):
    """The second cut is made at val_size alone, as if the training rows did not come before."""
    order = rng.permutation(len(X))
    a, b = int(train_size * len(X)), int(val_size * len(X))
    return X[order[:a]], X[order[a:b]], X[order[b:]], y[order[:a]], y[order[a:b]], y[order[b:]]


@mistake("split_data", hint="The last slice has no end: order[b:].")
def last_row_lost(ref, X, y, train_size, val_size, rng):
    """The last row lands in no part: a slice ends at -1."""
    order = rng.permutation(len(X))
    a, b = int(train_size * len(X)), int((train_size + val_size) * len(X))
    return X[order[:a]], X[order[a:b]], X[order[b:-1]], y[order[:a]], y[order[a:b]], y[order[b:-1]]


@mistake("split_data", hint="The test part begins where validation ends, order[b:], not where training ends.")
def validation_rows_in_test_too(ref, X, y, train_size, val_size, rng):
    """The test part holds the rows of the validation part, too."""
    order = rng.permutation(len(X))
    a, b = int(train_size * len(X)), int((train_size + val_size) * len(X))
    return X[order[:a]], X[order[a:b]], X[order[a:]], y[order[:a]], y[order[a:b]], y[order[a:]]


@mistake("split_data", hint="Shuffle an array of positions, or use rng.permutation, which leaves X and y alone.")
def shuffles_in_place(ref, X, y, train_size, val_size, rng):
    """The caller's X and y are put in another order."""
    order = rng.permutation(len(X))
    X[:], y[:] = X[order], y[order]
    a, b = int(train_size * len(X)), int((train_size + val_size) * len(X))
    return X[:a], X[a:b], X[b:], y[:a], y[a:b], y[b:]


@mistake("split_data", hint="[:a] ends before a, so the next part begins at a itself: [a:b], and then [b:].")
def parts_begin_one_later(ref, X, y, train_size, val_size, rng):
    """The row at each cut lands in no part: the next part begins one row later."""
    order = rng.permutation(len(X))
    a, b = int(train_size * len(X)), int((train_size + val_size) * len(X))
    train, val, test = order[:a], order[a + 1 : b], order[b + 1 :]
    return X[train], X[val], X[test], y[train], y[val], y[test]


@mistake("split_data", hint="Use train_size and val_size, whatever they are: 0.7 and 0.15 are the lesson's.")
def fractions_of_the_lesson(ref, X, y, train_size, val_size, rng):
    """The rows are always cut at 70 % and 85 %."""
    order = rng.permutation(len(X))
    a, b = int(0.7 * len(X)), int(0.85 * len(X))
    return X[order[:a]], X[order[a:b]], X[order[b:]], y[order[:a]], y[order[a:b]], y[order[b:]]
