"""Unit 1: generate, split, standardize.

Before a model can learn, its data must be in order. This unit makes a data set whose answer we know, looks at it as a
table, sets rows aside for an honest test, and brings all features to one scale.

Conventions, here and in every unit: N samples, D features, one target. Arrays are float64 and stand in columns:

    X (N, D)    one row per sample, one column per feature
    y (N, 1)    one target per sample

`rng` is a source of random numbers, either a ``numpy.random.Generator`` or an older ``numpy.random.RandomState``. Call
only methods that both have (``uniform``, ``permutation``, ``shuffle``, ``standard_normal``, ``normal``) and never the
global ``np.random.rand``: whoever passes the same rng must get the same numbers again. No function changes the arrays
it is given.

The steps:

1. Data with a known slope: y = 3.5 x + noise. A model that finds about 3.5 has learned.
2. A split: the model is *trained* on one part, choices are made on a second (*validation*), and a third (*test*) is
   kept for the last question: how good is it on data that had no say in anything? The rows are shuffled first, for a
   file is often sorted.
3. Standardization: z = (x - mean) / std for each feature, so that each has mean 0 and standard deviation 1. Gradient
   descent likes its features to be of one size. Mean and std come from the training rows alone.
"""

import numpy as np
import pandas as pd


def generate_data(num_samples, rng):
    """Points scattered around the line y = 3.5 x.

    X is 0, 1, 2, ..., N-1 as floats, and y = 3.5 X + noise. The noise is uniform between -10 and 20: it lifts the line
    by 5 on average. Draw it with a single call of ``rng.uniform`` that gives all N numbers.

    Shapes: returns X (N, 1) and y (N, 1), where N is `num_samples`.

    Example: for N = 3 and noise 2.0, -1.0, 7.0

        X = [[0.], [1.], [2.]]
        y = [[2.], [2.5], [14.]]        since 3.5 * 2 + 7 = 14

    First hint: ``np.arange`` counts; ``reshape(-1, 1)`` makes a column of a flat array.
    """
    # YOUR CODE HERE
    raise NotImplementedError


def to_dataframe(X, y):
    """The data as a table, for looking at it.

    Shapes: X (N, 1) and y (N, 1) in, a ``pandas.DataFrame`` of N rows out, with the columns ``"X"`` and ``"y"`` in this
    order.

    Example: X = [[0.], [1.]] and y = [[2.], [2.5]] give

             X    y
        0  0.0  2.0
        1  1.0  2.5

    First hint: ``pd.DataFrame`` takes a dict of *flat* arrays, one per column.
    """
    # YOUR CODE HERE
    raise NotImplementedError


def split_data(X, y, train_size, val_size, rng):
    """Shuffle the rows and cut them into three parts: to train on, to validate on, to test on.

    `train_size` and `val_size` are fractions of N. After the shuffle

        rows 0 up to int(train_size * N)                                      train
        from there up to int((train_size + val_size) * N)                     validate
        the rest                                                              test

    Every row lands in exactly one part, and keeps its own target: X and y are shuffled by *the same* order, which `rng`
    draws.

    Shapes: X (N, D), y (N, 1); returns the six arrays X_train, X_val, X_test, y_train, y_val, y_test.

    Example: N = 10, train_size = 0.625, val_size = 0.25. The first int(6.25) = 6 shuffled rows train, those up to
    int(8.75) = 8 validate, and the last 2 test. Add the fractions before you cut: int() twice drops two remainders.

    First hint: ``rng.permutation(N)`` is the numbers 0 to N-1 in a random order, and ``X[order]`` takes the rows in
    that order.
    """
    # YOUR CODE HERE
    raise NotImplementedError


def fit_scaler(X):
    """The mean and the standard deviation of each feature.

        mean_j = (1/N) sum_i X_ij                          std_j = sqrt( (1/N) sum_i (X_ij - mean_j)^2 )

    This is the standard deviation of the population: the sum is divided by N and not by N - 1.

    Shapes: X (N, D); returns mean (D,) and std (D,).

    Example: X = [[1., 10.], [3., 10.]]

        mean = [2., 10.]
        std  = [1., 0.]             the second feature is constant

    First hint: ``axis=0`` goes down the rows and leaves one number per column.
    """
    # YOUR CODE HERE
    raise NotImplementedError


def standardize(data, mean, std):
    """Bring each feature to mean 0 and standard deviation 1, with the given statistics.

        z_ij = (x_ij - mean_j) / std_j

    The statistics are those of the training data, whatever `data` is: test data must be seen with the eyes of the
    training data. A feature whose std is 0 never changed; divide it by 1 instead, so that it becomes 0 and not NaN.

    Shapes: data (N, D), mean (D,), std (D,); returns (N, D).

    Example: data = [[1., 10.], [3., 10.], [5., 10.]] with mean = [2., 10.] and std = [1., 0.]

        [[-1., 0.], [1., 0.], [3., 0.]]

    First hint: (N, D) minus (D,) takes the mean from every row at once. For the zeros, see ``np.where``.
    """
    # YOUR CODE HERE
    raise NotImplementedError
