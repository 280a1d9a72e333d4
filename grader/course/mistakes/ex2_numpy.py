"""What learners get wrong in unit 2."""

from __future__ import annotations

import numpy as np

from grader.mistakes import mistake

from ._ex2_experiment import *  # noqa: F403 -- the mistakes of run_experiment
from ._ex2_training import *  # noqa: F403 -- those of train, evaluate and unscale

# ---- init_weights


@mistake("init_weights", hint="Multiply the draws by 0.01.")
def weights_not_scaled(ref, input_dim, output_dim, rng):
    """The draws are not made small."""
    return rng.standard_normal(size=(input_dim, output_dim)), np.zeros(output_dim)


@mistake("init_weights", hint="standard_normal, not uniform: the weights are to lie on both sides of 0.")
def uniform_weights(ref, input_dim, output_dim, rng):
    """The weights are uniform between 0 and 0.01."""
    return 0.01 * rng.uniform(size=(input_dim, output_dim)), np.zeros(output_dim)


@mistake("init_weights", hint="W has a row for every input and a column for every output: (input_dim, output_dim).")
def weights_lie_down(ref, input_dim, output_dim, rng):
    """W has shape (K, D)."""
    return 0.01 * rng.standard_normal(size=(output_dim, input_dim)), np.zeros(output_dim)


@mistake("init_weights", hint="Use rng.standard_normal, not np.random.randn.")
def weights_from_global_numpy(ref, input_dim, output_dim, rng):
    """The weights come from the global np.random and not from rng."""
    return 0.01 * np.random.randn(input_dim, output_dim), np.zeros(output_dim)  # noqa: NPY002 -- the mistake itself


@mistake("init_weights", hint="One bias per output, in a flat array: np.zeros(output_dim).")
def bias_in_two_dimensions(ref, input_dim, output_dim, rng):
    """b has shape (1, K)."""
    return 0.01 * rng.standard_normal(size=(input_dim, output_dim)), np.zeros((1, output_dim))


@mistake("init_weights", hint="The bias starts at zero; only W is drawn.")
def random_bias(ref, input_dim, output_dim, rng):
    """The bias is drawn at random, too."""
    return 0.01 * rng.standard_normal(size=(input_dim, output_dim)), 0.01 * rng.standard_normal(size=output_dim)


# ---- predict


@mistake("predict", hint="Add b to the product.")
def bias_forgotten(ref, X, W, b):
    """The bias is not added."""
    return X @ W


@mistake("predict", hint="@ is the matrix product; * multiplies element by element.")
def elementwise_product(ref, X, W, b):
    """X and W are multiplied element by element."""
    return X * W.T + b if W.shape[1] == 1 else X * W + b


@mistake("predict", hint="X @ W + b: * asks for equal shapes, or stretches them, and sums nothing.")
def multiplied_as_they_are(ref, X, W, b):
    """X * W stands for the matrix product, which is right for one feature only."""
    return X * W + b


@mistake("predict", hint="Return the column as it is: (N, 1), not (N,).")
def flat_prediction(ref, X, W, b):
    """The predictions are flat."""
    return (X @ W + b).ravel()


@mistake("predict", hint="y_hat = X W + b: the bias is added, not subtracted.")
def bias_subtracted(ref, X, W, b):
    """The bias is subtracted."""
    return X @ W - b


@mistake("predict", hint="Every feature has its weight; the lesson's single feature is a special case.")
def first_feature_alone(ref, X, W, b):
    """Only the first feature is used."""
    return X[:, :1] * W[:1] + b


@mistake("predict", hint="The bias is added once per prediction, after the sum over the features.")
def bias_for_every_feature(ref, X, W, b):
    """The bias is added once for every feature."""
    return X @ W + X.shape[1] * b


# ---- mse_loss


@mistake("mse_loss", hint="Divide by N, or use np.mean.")
def sum_of_squares(ref, y, y_hat):
    """The squared errors are summed and not averaged."""
    return float(np.sum((y_hat - y) ** 2))


@mistake("mse_loss", hint="No factor 1/2 here: it is the plain mean of the squares.")
def half_of_it(ref, y, y_hat):
    """The loss has a factor 1/2."""
    return float(np.mean((y_hat - y) ** 2) / 2)


@mistake("mse_loss", hint="The MSE has no square root; with it, it is the RMSE.")
def root_taken(ref, y, y_hat):
    """The square root is taken."""
    return float(np.sqrt(np.mean((y_hat - y) ** 2)))


@mistake("mse_loss", hint="Square the errors; taking their absolute value is another loss.")
def absolute_error(ref, y, y_hat):
    """The absolute errors are averaged."""
    return float(np.mean(np.abs(y_hat - y)))


@mistake("mse_loss", hint="Square first, average then: otherwise errors of different sign cancel.")
def square_of_the_mean(ref, y, y_hat):
    """The mean error is squared."""
    return float(np.mean(y_hat - y) ** 2)


@mistake("mse_loss", hint="(N, 1) minus (N,) is (N, N). Keep both as columns.")
def flat_against_column(ref, y, y_hat):
    """A flat array and a column are subtracted, which compares every target with every prediction."""
    return float(np.mean((y_hat.ravel() - y) ** 2))


@mistake("mse_loss", hint="Divide by N: the loss is a mean, not an estimate of a variance.")
def divided_by_n_minus_1(ref, y, y_hat):
    """The sum of squares is divided by N - 1."""
    return float(np.sum((y_hat - y) ** 2) / (len(y) - 1))


@mistake("mse_loss", hint="Take the mean over all samples: one number is wanted.")
def one_loss_per_sample(ref, y, y_hat):
    """The squared errors are returned one by one."""
    return (y_hat - y) ** 2


@mistake("mse_loss", hint="y_hat -= y changes the array that was passed in; write y_hat - y.")
def loss_changes_predictions(ref, y, y_hat):
    """The caller's predictions are changed."""
    y_hat -= y
    return float(np.mean(y_hat**2))


# ---- gradients


@mistake("gradients", hint="The derivative of a square brings a factor 2 down.")
def missing_factor_two(ref, X, y, y_hat):
    """The factor 2 of the derivative is missing."""
    return X.T @ (y_hat - y) / len(X), np.sum(y_hat - y, axis=0) / len(X)


@mistake("gradients", hint="The loss is a mean over N samples, and so is its gradient: divide by N.")
def not_divided_by_n(ref, X, y, y_hat):
    """The gradients are summed over the samples and not averaged."""
    return 2 * X.T @ (y_hat - y), 2 * np.sum(y_hat - y, axis=0)


@mistake("gradients", hint="The error is y_hat - y. Its sign decides between uphill and downhill.")
def sign_flipped(ref, X, y, y_hat):
    """The gradients point downhill: the error is taken as y - y_hat."""
    return 2 / len(X) * X.T @ (y - y_hat), 2 / len(X) * np.sum(y - y_hat, axis=0)


@mistake("gradients", hint="db sums the errors down the rows, np.sum(..., axis=0), and keeps shape (1,).")
def bias_gradient_is_one_number(ref, X, y, y_hat):
    """The errors are summed over everything, which leaves a plain number."""
    return 2 / len(X) * X.T @ (y_hat - y), 2 / len(X) * np.sum(y_hat - y)


@mistake("gradients", hint="dW has the shape of W, (D, 1): X.T @ error, not error.T @ X.")
def weight_gradient_is_a_row(ref, X, y, y_hat):
    """dW is a row, (1, D)."""
    return 2 / len(X) * (y_hat - y).T @ X, 2 / len(X) * np.sum(y_hat - y, axis=0)


@mistake("gradients", hint="Sum over the samples alone, for each feature by itself; X.T @ error does that for any D.")
def features_summed_together(ref, X, y, y_hat):
    """The sum runs over samples and features, which is right for one feature only."""
    slope = 2 / len(X) * np.sum(X * (y_hat - y))
    return np.full((X.shape[1], 1), slope), 2 / len(X) * np.sum(y_hat - y, axis=0)


@mistake("gradients", hint="One slope for each feature: X.T @ error is (D, 1), for any D.")
def one_slope_for_all_features(ref, X, y, y_hat):
    """dW is summed over samples and features to a single number, which is right for one feature only."""
    return np.array([[2 / len(X) * np.sum(X * (y_hat - y))]]), 2 / len(X) * np.sum(y_hat - y, axis=0)


@mistake("gradients", hint="y_hat moves with b at rate 1: db has no X in it.")
def bias_gradient_with_x(ref, X, y, y_hat):
    """X is in db, too."""
    return 2 / len(X) * X.T @ (y_hat - y), 2 / len(X) * np.sum(X[:, :1] * (y_hat - y), axis=0)


@mistake("gradients", hint="The mean of products is not the product of means: multiply sample by sample first.")
def product_of_means(ref, X, y, y_hat):
    """The means of X and of the errors are multiplied."""
    error = np.mean(y_hat - y, axis=0)
    return 2 * np.mean(X, axis=0).reshape(-1, 1) * error, 2 * error


@mistake("gradients", hint="db is a mean over the samples as well; divide by N.")
def bias_gradient_not_divided(ref, X, y, y_hat):
    """dW is divided by N, and db is not."""
    return 2 / len(X) * X.T @ (y_hat - y), 2 * np.sum(y_hat - y, axis=0)


@mistake("gradients", hint="// cuts off: 2 // 5 is 0, and the gradient with it. Divide by /: 2 / N.")
def divided_by_whole_numbers(ref, X, y, y_hat):
    """2 // N divides whole numbers, which leaves 0 from three samples on."""
    return 2 // len(X) * X.T @ (y_hat - y), 2 // len(X) * np.sum(y_hat - y, axis=0)


@mistake(
    "gradients", hint="The square brings its 2 down for b as well as for W: db = (2/N) times the sum of the errors."
)
def factor_two_missing_in_db(ref, X, y, y_hat):
    """The factor 2 of the derivative is missing in db alone."""
    return 2 / len(X) * X.T @ (y_hat - y), np.sum(y_hat - y, axis=0) / len(X)


# ---- update


@mistake("update", hint="The gradient points uphill; subtract it.")
def climbs(ref, W, b, dW, db, learning_rate):
    """The gradient is added, which climbs the loss."""
    return W + learning_rate * dW, b + learning_rate * db


@mistake("update", hint="Multiply the gradient by learning_rate before subtracting it.")
def rate_ignored(ref, W, b, dW, db, learning_rate):
    """The learning rate is not used."""
    return W - dW, b - db


@mistake("update", hint="b takes its step, too.")
def bias_stays(ref, W, b, dW, db, learning_rate):
    """The bias is not updated."""
    return W - learning_rate * dW, b


@mistake("update", hint="-= changes the array that was passed in; W = W - ... makes a new one.")
def updates_in_place(ref, W, b, dW, db, learning_rate):
    """The caller's W and b are changed."""
    W -= learning_rate * dW
    b -= learning_rate * db
    return W, b


@mistake("update", hint="Return W - step, not the step.")
def returns_the_step(ref, W, b, dW, db, learning_rate):
    """The steps are returned, not the new parameters."""
    return learning_rate * dW, learning_rate * db


@mistake("update", hint="The difference is scaled, not the result: W - (learning_rate * dW).")
def rate_times_everything(ref, W, b, dW, db, learning_rate):
    """The learning rate multiplies the parameters, too."""
    return learning_rate * (W - dW), learning_rate * (b - db)


@mistake("update", hint="W comes first, then b.")
def bias_before_weights(ref, W, b, dW, db, learning_rate):
    """b is returned before W."""
    return b - learning_rate * db, W - learning_rate * dW
