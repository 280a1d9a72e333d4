"""Unit 2: linear regression in NumPy, from the model to an experiment.

The model says that the target is a weighted sum of the features, plus a bias:

    y_hat = X W + b                     X (N, D),  W (D, 1),  b (1,),  y_hat (N, 1)

How wrong it is on N samples, the mean squared error (MSE) tells in one number:

    J(W, b) = (1/N) sum_i (y_hat_i - y_i)^2

J is a bowl over W and b. Gradient descent walks down: it asks which way is up (the gradient), takes a small step the
other way, and asks again. The chain rule gives the gradient. Write e = y_hat - y for the errors, (N, 1). A change of
W_j moves y_hat_i by X_ij, and the square brings down a factor 2:

    dJ/dW = (2/N) X' e                  (D, 1)
    dJ/db = (2/N) sum_i e_i             (1,)

    W <- W - learning_rate dJ/dW        b <- b - learning_rate dJ/db

Trained on standardized data (unit 1), the parameters speak of standard deviations. To read them in the original units,
put z = (x - mean) / std into the model and sort by x:

    W_j  in original units   =  W_j  y_std / X_std_j
    b    in original units   =  b y_std + y_mean - sum_j (W_j in original units) X_mean_j

Conventions: arrays are float64 and stand in columns. `rng` is a ``numpy.random.Generator`` or a
``numpy.random.RandomState``; call only methods that both have, and never the global ``np.random``. No function changes
the arrays it is given. Arguments are passed by position.
"""

import numpy as np


def init_weights(input_dim, output_dim, rng):
    """Parameters to start from: small random weights, and a bias of zero.

        W = 0.01 * (standard normal draws)          b = 0

    Shapes: with D = `input_dim` and K = `output_dim`, returns W (D, K) and b (K,). The draws come from `rng`, D times K
    of them.

    Example: D = 2, K = 1 and draws 0.5 and -1.2 give W = [[0.005], [-0.012]] and b = [0.].

    First hint: ``rng.standard_normal(size=(rows, columns))``.
    """
    # YOUR CODE HERE
    raise NotImplementedError


def predict(X, W, b):
    """The model: y_hat = X W + b.

    Shapes: X (N, D), W (D, K), b (K,); returns (N, K). In this unit K is mostly 1, but nothing here needs that.

    Example: X = [[1., 2.], [0., 3.]], W = [[10.], [1.]], b = [0.5]

        y_hat = [[12.5], [3.5]]                 since 1 * 10 + 2 * 1 + 0.5 = 12.5

    First hint: ``@`` multiplies matrices; ``*`` multiplies element by element, which is something else.
    """
    # YOUR CODE HERE
    raise NotImplementedError


def mse_loss(y, y_hat):
    """The mean squared error, one float: (1/N) sum_i (y_hat_i - y_i)^2.

    Shapes: y (N, 1), y_hat (N, 1); returns one number.

    Example: y = [[1.], [2.], [3.]] and y_hat = [[1.], [4.], [0.]] have errors 0, 2, -3, so the loss is (0 + 4 + 9) / 3
    = 4.3333.

    First hint: square the errors first, then take their mean. A mean of errors lets +2 and -2 cancel.
    """
    # YOUR CODE HERE
    raise NotImplementedError


def gradients(X, y, y_hat):
    """Which way is up: the derivatives of the MSE by W and by b, where y_hat = X W + b.

        dW = (2/N) X' (y_hat - y)               db = (2/N) sum_i (y_hat_i - y_i)

    Shapes: X (N, D), y (N, 1), y_hat (N, 1); returns dW (D, 1) and db (1,), for any number of features D.

    Example: X = [[1.], [2.]], y = [[0.], [0.]], y_hat = [[1.], [3.]]: the errors are 1 and 3, so

        dW = [[ (2/2) (1*1 + 2*3) ]] = [[7.]]   db = [ (2/2) (1 + 3) ] = [4.]

    First hint: ``X.T`` is (D, N). What must stand right of it for a result of (D, 1)?
    """
    # YOUR CODE HERE
    raise NotImplementedError


def update(W, b, dW, db, learning_rate):
    """One step of gradient descent, against the gradient:

        W <- W - learning_rate dW               b <- b - learning_rate db

    Returns *new* arrays; the given W and b keep their values.

    Shapes: W and dW (D, 1), b and db (1,); returns W (D, 1) and b (1,).

    Example: W = [[1.]], b = [0.], dW = [[7.]], db = [4.], learning_rate = 0.1 give W = [[0.3]] and b = [-0.4].

    First hint: ``W -= ...`` changes the array that was passed in; ``W - ...`` makes a new one.
    """
    # YOUR CODE HERE
    raise NotImplementedError


def train(X, y, W, b, learning_rate, num_epochs):
    """Gradient descent on all the data at once, from the given W and b.

    Each of the `num_epochs` epochs: predict, write the loss down, compute the gradients, update. So ``losses[t]`` is
    the loss *before* update t, and ``losses[0]`` that of the parameters which were passed in.

    Shapes: X (N, D), y (N, 1), W (D, 1), b (1,); returns W (D, 1), b (1,) and a list of `num_epochs` floats. No epochs
    return the given values and an empty list.

    Example: X = [[1.], [2.]], y = [[0.], [0.]], W = [[1.]], b = [0.], learning_rate = 0.1, one epoch. y_hat = [[1.],
    [2.]], the loss is (1 + 4) / 2 = 2.5, the gradients are dW = [[5.]] and db = [3.], so W = [[0.5]], b = [-0.3],
    losses = [2.5].

    First hint: everything that is needed is written already, above. Predict *inside* the loop: the parameters change.
    """
    # YOUR CODE HERE
    raise NotImplementedError


def evaluate(X, y, W, b):
    """How good is the model on this data? Its mean squared error, one float.

    Shapes: X (N, D), y (N, 1), W (D, 1), b (1,); returns one number.

    Example: X = [[1.], [2.]], y = [[1.], [1.]], W = [[1.]], b = [0.] predict 1 and 2; the errors are 0 and 1 and the
    MSE is 0.5.

    First hint: two functions of this unit, one after the other.
    """
    # YOUR CODE HERE
    raise NotImplementedError


def unscale(W, b, X_mean, X_std, y_mean, y_std):
    """The parameters in the original units, of a model that was fitted on standardized X and y.

    The model says (y - y_mean) / y_std = sum_j W_j (x_j - X_mean_j) / X_std_j + b. Solved for y, the factor of x_j and
    the rest are

        W_new_j = W_j y_std / X_std_j           b_new = b y_std + y_mean - sum_j W_new_j X_mean_j

    Shapes: W (D, 1), b (1,), X_mean and X_std (D,), y_mean and y_std (1,); returns W_new (D, 1) and b_new (1,).

    Example: W = [[0.5]], b = [0.], X_mean = [10.], X_std = [2.], y_mean = [100.], y_std = [8.]

        W_new = [[0.5 * 8 / 2]] = [[2.]]        b_new = [0 * 8 + 100 - 2 * 10] = [80.]

    First hint: W is a column and X_std is flat; (D, 1) divided by (D,) is (D, D). Make them the same shape first.
    """
    # YOUR CODE HERE
    raise NotImplementedError


def run_experiment(X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """The whole lesson on raw data.

    1. Mean and standard deviation (of the population, per column) of X_train and of y_train. No test row has a say in
       them.
    2. Standardize X and y, training and test alike, with these statistics: z = (x - mean) / std. (No std is 0 here.)
    3. `init_weights` from `rng`, `train`, `evaluate` on both parts, `unscale`.

    Shapes: X_train (N, D), y_train (N, 1), X_test (M, D), y_test (M, 1). Returns a dict:

        "train_mse", "test_mse"     floats, in standardized units
        "W", "b"                    (D, 1) and (1,), in original units
        "losses"                    the training losses, one per epoch

    Example: on points near y = 3.5 x + 5, ``W`` is near [[3.5]], ``b`` near [5.], and the losses start near 1: a model
    that always predicts the mean is wrong by the variance, and that is 1 on standardized data.

    First hint: ``X_train.mean(axis=0)`` and ``X_train.std(axis=0)``; then seven lines, each a call of a function above
    or a standardization.
    """
    # YOUR CODE HERE
    raise NotImplementedError
