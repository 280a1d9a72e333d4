"""Unit 4: ridge regression, and what lies beside it.

Least squares believes its data. With few samples, or with features that say nearly the same, it fits the noise with
weights that are huge and cancel each other. Regularization makes weights cost something, so that a weight is only large
where the data insist on it. Ridge regression adds the sum of squares of the weights to the loss:

    L(W) = 1/2 sum_i (x_i W - y_i)^2  +  lam/2 sum_j W_j^2          X (N, D),  y (N, 1),  W (D, 1)

`lam` (the letter lambda) says how much: 0 is plain least squares, and the larger it is, the smaller the weights. There
is no mean in this loss and no bias in this model: sums, and X W alone. The halves are there for the derivative, where
they cancel the 2 that a square brings down:

    dL/dW = X' (X W - y) + lam W                                    (D, 1)

So a step of gradient descent also shrinks W by the factor (1 - learning_rate lam): this is *weight decay*. But L is a
bowl, and its lowest point can be had at once. Where the derivative is 0,

    (X'X + lam I) W = X' y                                          I is the identity, (D, D)

which is D linear equations. X'X alone may have no inverse: with more features than samples (D > N), or with a feature
that is a sum of others (collinear). With lam > 0 there is always one, since lam I lifts every eigenvalue by lam.

The *lasso* takes absolute values in place of squares: it pulls a small weight as hard as a large one, and so makes many
weights exactly 0. The *elastic net* has both:

    P(W) = l1 sum_j |W_j|  +  l2/2 sum_j W_j^2

|w| has a kink at 0, and no derivative there: every slope from -1 to 1 touches it from below. Each of these is a
*subgradient*, and 0 is the one that leaves a weight of 0 in peace:

    l1 sign(W) + l2 W          with sign(0) = 0

Other books and libraries scale these terms in other ways. scikit-learn's ``Ridge(alpha)`` minimizes 2 L with alpha =
lam, which is the same W. Its ``ElasticNet(alpha, l1_ratio)`` minimizes 1/(2N) sum of squares + P(W) with l1 = alpha
l1_ratio and l2 = alpha (1 - l1_ratio).

Conventions: arrays are float64 and stand in columns. No function changes the arrays it is given. Arguments are passed
by position.
"""

import numpy as np


def ridge_loss(X, y, W, lam):
    """What ridge regression makes small, one float:

        1/2 sum_i (x_i W - y_i)^2  +  lam/2 sum_j W_j^2

    Shapes: X (N, D), y (N, 1), W (D, 1), lam one number; returns one number.

    Example: X = [[1., 2.], [0., 1.]], y = [[1.], [4.]], W = [[3.], [1.]], lam = 0.5

        X W - y = [[4.], [-3.]]        1/2 (16 + 9) + 0.5/2 (9 + 1) = 12.5 + 2.5 = 15.0

    First hint: two sums of squares, each with its own factor; ``np.sum`` of a squared array is one number.
    """
    # YOUR CODE HERE
    raise NotImplementedError


def ridge_gradient(X, y, W, lam):
    """The derivative of `ridge_loss` by W:

        X' (X W - y) + lam W

    Shapes: X (N, D), y (N, 1), W (D, 1), lam one number; returns (D, 1).

    Example: with the numbers of `ridge_loss`, X W - y = [[4.], [-3.]], so

        X' (X W - y) = [[4.], [5.]]        + 0.5 [[3.], [1.]] = [[5.5], [5.5]]

    First hint: the penalty's part has the shape of W already. For the other part, what must stand left of an (N, 1) for
    a result of (D, 1)?
    """
    # YOUR CODE HERE
    raise NotImplementedError


def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    """Gradient descent on the ridge loss, on all the data at once, from the given W.

    In each of the `num_epochs` epochs: write the loss down, then W <- W - learning_rate gradient. So ``losses[t]`` is
    the loss *before* update t, penalty and all.

    Shapes: X (N, D), y (N, 1), W (D, 1); returns W (D, 1) and a list of `num_epochs` floats. No epochs return the given
    W and an empty list.

    Example: X = [[1.], [1.]], y = [[1.], [3.]], W = [[0.]], lam = 2, learning_rate = 0.25, two epochs

        loss 1/2 (1 + 9) + 0 = 5.0       gradient -1 - 3 + 0 = -4        W = [[1.]]
        loss 1/2 (0 + 4) + 1 = 3.0       gradient  0 - 2 + 2 =  0        W = [[1.]], and losses = [5.0, 3.0]

    The second gradient is 0: W = 1 is the ridge solution, where least squares alone says 2.

    First hint: a loop of three lines. ``ridge_loss`` and ``ridge_gradient`` hold all the formulas; both want the W of
    now.
    """
    # YOUR CODE HERE
    raise NotImplementedError


def solve_ridge(X, y, lam):
    """The W with the smallest ridge loss, without any descent: the solution of

        (X'X + lam I) W = X' y

    With lam > 0 it exists for every X, also where D > N or where features repeat each other. With lam = 0 it is least
    squares (and X'X has an inverse wherever that is asked here).

    Shapes: X (N, D), y (N, 1), lam one number; returns (D, 1).

    Example: X = [[1., 1.]], y = [[3.]], lam = 1: one sample, two features that are the same.

        X'X + I = [[2., 1.], [1., 2.]]        X'y = [[3.], [3.]]        W = [[1.], [1.]]

    First hint: ``np.linalg.solve(A, c)`` gives the W with A W = c. ``np.eye(D)`` is I.
    """
    # YOUR CODE HERE
    raise NotImplementedError


def elastic_net_penalty(W, l1, l2):
    """What the weights cost in an elastic net, one float:

        l1 sum_j |W_j|  +  l2/2 sum_j W_j^2

    Shapes: W (D, 1), l1 and l2 one number each; returns one number.

    Example: W = [[3.], [-1.], [0.]], l1 = 0.5, l2 = 2

        0.5 (3 + 1 + 0) + 1 (9 + 1 + 0) = 2.0 + 10.0 = 12.0

    First hint: ``np.abs`` before the sum, or 3 and -1 cost only as much as 2.
    """
    # YOUR CODE HERE
    raise NotImplementedError


def elastic_net_subgradient(W, l1, l2):
    """A slope of `elastic_net_penalty` at W, for each weight; 0 for the kink of a weight that is exactly 0:

        l1 sign(W) + l2 W          sign(w) is 1, 0 or -1

    Shapes: W (D, 1), l1 and l2 one number each; returns (D, 1).

    Example: W = [[3.], [-1.], [0.]], l1 = 0.5, l2 = 2

        [[0.5 + 6.], [-0.5 - 2.], [0. + 0.]] = [[6.5], [-2.5], [0.]]

    First hint: NumPy has a function for the sign, and it takes 0 to 0. W / |W| does not.
    """
    # YOUR CODE HERE
    raise NotImplementedError
