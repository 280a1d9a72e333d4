"""Unit 5: the design matrix, and the model as a class.

In this unit the data lie down: one *column* per example, one row per feature. With m examples and n features

    X (n, m)        y (1, m)        W (n, 1)

A line needs an intercept. Instead of carrying a bias b beside W, give every example one more feature that is always 1:
its weight is the intercept. With a row of ones on top of X (now (n+1, m), the *design matrix*) the model is one
product,

    y_hat = W' X                                                    (1, m)

because W_0 * 1 + W_1 x_1 + ... is all in it. The loss is the mean squared error, and its gradient has X on the left:

    J(W) = (1/m) sum_k (y_hat_k - y_k)^2

    dJ/dW = (2/m) X (y_hat - y)'                                    (n, m) times (m, 1) is (n, 1)

Everything is the transpose of what the units before had. When a product does not fit, write the shapes below it: the
inner two numbers must be the same, and the outer two are the result's.

A class keeps together what belongs together: the settings, given once to ``__init__``, and the methods that use them.
``model = LinearRegression(0.1, 500)`` makes an object, ``model.fit(X, y)`` trains it, and ``model.losses`` tells how
that went. Too large a learning rate makes every step overshoot further than the last: the loss grows until it is
infinite, and then NaN, "not a number". Such a fit does not fail; it just runs to its end, and its losses tell.

Conventions: arrays are float64. No function or method changes the arrays it is given. Arguments are passed by position.
"""

import numpy as np


def add_intercept(X):
    """A row of ones on top of X.

    Shapes: X (n, m), one column per example; returns (n + 1, m), a new array of floats.

    Example: X = [[2., 3., 5.]] gives [[1., 1., 1.], [2., 3., 5.]].

    First hint: ``np.ones((rows, columns))`` makes ones. How many columns does the row need?
    """
    # YOUR CODE HERE
    raise NotImplementedError


class LinearRegression:
    """Linear regression by gradient descent, for columns of examples.

    Its settings are `learning_rate` (0.01 unless said otherwise) and `total_iterations` (10,000). Every fit leaves its
    losses in the attribute ``losses``. Call the other attributes as you like.

    Write ``__init__`` first: without it there is no object. `y_hat`, `loss` and `gradient_descent` must work before
    anything was fitted.
    """

    def __init__(self, learning_rate=0.01, total_iterations=10_000):
        """Keep the settings for the methods.

        Example: after ``model = LinearRegression(0.5)``, steps are taken at a rate of 0.5, and a fit takes 10,000.

        First hint: what is assigned to ``self.name`` here can be read as ``self.name`` in every method.
        """
        # YOUR CODE HERE
        raise NotImplementedError

    def y_hat(self, X, W):
        """The predictions: W' X.

        X has as many rows as W here; where an intercept is wanted, its row of ones is in X already.

        Shapes: X (n, m), W (n, 1); returns (1, m).

        Example: X = [[1., 1.], [2., 5.]] and W = [[10.], [3.]] predict [[16., 25.]], as 10 * 1 + 3 * 2 = 16.

        First hint: ``W.T`` is (1, n). What stands right of it?
        """
        # YOUR CODE HERE
        raise NotImplementedError

    def loss(self, y_hat, y):
        """The mean squared error, one float: (1/m) sum_k (y_hat_k - y_k)^2.

        Shapes: y_hat (1, m), y (1, m); returns one number.

        Example: y_hat = [[16., 25.]] and y = [[14., 26.]] have errors 2 and -1, so the loss is (4 + 1) / 2 = 2.5.

        First hint: m is the number of columns. ``len`` counts rows, and there is one.
        """
        # YOUR CODE HERE
        raise NotImplementedError

    def gradient_descent(self, W, X, y, y_hat):
        """One step against the gradient, as a new array:

            W - learning_rate (2/m) X (y_hat - y)'

        Shapes: W (n, 1), X (n, m), y (1, m), y_hat (1, m), the predictions for X and W; returns (n, 1).

        Example: with X, W, y and y_hat of the examples above, and a learning rate of 0.1

            y_hat - y = [[2., -1.]]          X (y_hat - y)' = [[1*2 + 1*(-1)], [2*2 + 5*(-1)]] = [[1.], [-1.]]

            W - 0.1 (2/2) [[1.], [-1.]] = [[9.9], [3.1]]

        First hint: the errors are a row; as a column, ``(y_hat - y).T``, they fit behind X.
        """
        # YOUR CODE HERE
        raise NotImplementedError

    def fit(self, X, y):
        """Find the line: `total_iterations` steps from W = 0, on X with its row of ones.

        Each iteration predicts, writes the loss down, and takes a step, in this order; so ``self.losses[t]`` is the
        loss *before* update t, and ``self.losses[0]`` that of W = 0. The list is a new one at every fit. A fit that
        diverges goes on to the end like any other.

        Shapes: X (n, m) *without* the row of ones, y (1, m); returns W (n + 1, 1), with the intercept in ``W[0]``.

        Example: X = [[1., 3.]], y = [[2., 4.]], learning rate 0.1, one iteration. The design matrix is [[1., 1.], [1.,
        3.]], the predictions of W = 0 are [[0., 0.]], and the loss is (4 + 16) / 2 = 10.

            W = [[0.], [0.]] - 0.1 (2/2) [[-6.], [-14.]] = [[0.6], [1.4]]        losses = [10.0]

        First hint: first `add_intercept`, then as many zeros as the new X has rows, then a loop over the three methods.
        """
        # YOUR CODE HERE
        raise NotImplementedError
