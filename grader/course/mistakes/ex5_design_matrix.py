"""What learners get wrong in unit 5."""

from __future__ import annotations

import numpy as np

from grader.mistakes import mistake

from ._ex5_class import *  # noqa: F403 -- the mistakes in gradient_descent and fit

# ---- add_intercept


@mistake("add_intercept", hint="The ones come first in the list that is stacked: they are on top.")
def ones_at_the_bottom(ref, X):
    """The row of ones is below X."""
    return np.vstack([X, np.ones((1, X.shape[1]))])


@mistake("add_intercept", hint="Examples are columns here: each gets its 1 in a new row, not in a new column.")
def column_of_ones(ref, X):
    """The ones are a column on the left, as for rows of examples."""
    return np.hstack([np.ones((X.shape[0], 1)), X])


@mistake("add_intercept", hint="The new feature is 1 for every example: np.ones.")
def row_of_zeros(ref, X):
    """The new row is zeros."""
    return np.vstack([np.zeros((1, X.shape[1])), X])


@mistake("add_intercept", hint="The ones are a row of their own; X stays as it is.")
def ones_added_to_values(ref, X):
    """1 is added to every value of X."""
    return X + np.ones(X.shape)


@mistake("add_intercept", hint="Make room for one more row: the first feature is still needed.")
def first_feature_overwritten(ref, X):
    """The ones are written over the first feature."""
    X[0, :] = 1.0
    return X


@mistake("add_intercept", hint="An array of ints cuts fractions off; np.ones makes floats unless told otherwise.")
def fractions_cut_off(ref, X):
    """The result is an array of ints, so all fractions are lost."""
    result = np.ones((X.shape[0] + 1, X.shape[1]), dtype=int)
    result[1:] = X
    return result


# ---- y_hat


@mistake("LinearRegression.y_hat", hint="W' X is a row, (1, m); X' W is the same turned into a column.")
def predictions_in_a_column(ref, self, X, W):
    """The predictions are a column, (m, 1)."""
    return X.T @ W


@mistake("LinearRegression.y_hat", hint="Keep both dimensions: (1, m) and not (m,).")
def flat_predictions(ref, self, X, W):
    """The predictions have shape (m,)."""
    return (W.T @ X).ravel()


@mistake("LinearRegression.y_hat", hint="@ is the matrix product; * multiplies element by element and does not sum.")
def products_not_summed(ref, self, X, W):
    """W and X are multiplied element by element, and not summed over the features."""
    return W * X


@mistake("LinearRegression.y_hat", hint="A prediction is the sum over the features, not their mean.")
def mean_over_features(ref, self, X, W):
    """The weighted features are averaged and not summed."""
    return np.mean(W * X, axis=0, keepdims=True)


@mistake("LinearRegression.y_hat", hint="The first weight is multiplied with the first row of X, like the others.")
def first_weight_taken_for_bias(ref, self, X, W):
    """The first weight is added as it is, whatever the first row of X holds."""
    return W[0] + W[1:].T @ X[1:]


@mistake("LinearRegression.y_hat", hint="Compute from the arguments: X and W are passed in.")
def predicts_with_kept_weights(ref, self, X, W):
    """It reads an attribute that the object does not have, as nothing was fitted yet."""
    return self._W.T @ X


# ---- loss


@mistake("LinearRegression.loss", hint="m is y.shape[1]. len(y) is the number of rows, and that is 1.")
def sum_of_squares(ref, self, y_hat, y):
    """The squared errors are summed and not divided by m, or by len(y), which is 1 for a row."""
    return float(np.sum((y_hat - y) ** 2) / len(y))


@mistake("LinearRegression.loss", hint="This loss is divided by m, not by 2 m.")
def loss_halved(ref, self, y_hat, y):
    """The loss is divided by 2 m."""
    return float(np.sum((y_hat - y) ** 2) / (2 * y.shape[1]))


@mistake("LinearRegression.loss", hint="No root: the loss is the mean of the squares itself.")
def root_of_the_mean(ref, self, y_hat, y):
    """This is the square root of the mean squared error."""
    return float(np.sqrt(np.mean((y_hat - y) ** 2)))


@mistake("LinearRegression.loss", hint="Square the errors: (y_hat - y) ** 2.")
def absolute_errors(ref, self, y_hat, y):
    """The errors are made absolute and not squared."""
    return float(np.mean(np.abs(y_hat - y)))


@mistake("LinearRegression.loss", hint="Square first, then average: opposite errors must not cancel.")
def mean_squared(ref, self, y_hat, y):
    """The mean of the errors is squared, and so opposite errors cancel."""
    return float(np.mean(y_hat - y) ** 2)


@mistake("LinearRegression.loss", hint="A (1, 1) matrix holds one number; take it out, e.g. with .item().")
def loss_in_a_matrix(ref, self, y_hat, y):
    """The loss is a (1, 1) matrix and not a number."""
    return (y_hat - y) @ (y_hat - y).T / y.shape[1]


@mistake("LinearRegression.loss", hint="axis=0 averages over the one row; leave the axis out.")
def loss_per_example(ref, self, y_hat, y):
    """There is a loss for each example and not one for all."""
    return np.mean((y_hat - y) ** 2, axis=0)


@mistake("LinearRegression.loss", hint="Compute from the arguments: m is y.shape[1].")
def loss_needs_a_fit(ref, self, y_hat, y):
    """It reads an attribute that the object does not have, as nothing was fitted yet."""
    return float(np.sum((y_hat - y) ** 2) / self._m)
