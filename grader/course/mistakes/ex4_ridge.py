"""What learners get wrong in unit 4."""

from __future__ import annotations

import numpy as np

from grader.mistakes import mistake

from ._ex4_elastic import *  # noqa: F403 -- the mistakes in the elastic net
from ._ex4_solving import *  # noqa: F403 -- those of train_ridge and solve_ridge

# ---- ridge_loss


@mistake("ridge_loss", hint="The penalty has a half, too: lam / 2.")
def penalty_not_halved(ref, X, y, W, lam):
    """The penalty is lam W'W, without its half."""
    return float(0.5 * np.sum((X @ W - y) ** 2) + lam * np.sum(W**2))


@mistake("ridge_loss", hint="Both sums are halved.")
def no_halves(ref, X, y, W, lam):
    """Both halves are missing, as in scikit-learn's objective."""
    return float(np.sum((X @ W - y) ** 2) + lam * np.sum(W**2))


@mistake("ridge_loss", hint="The sum of squared errors is halved, too.")
def errors_not_halved(ref, X, y, W, lam):
    """The half before the squared errors is missing."""
    return float(np.sum((X @ W - y) ** 2) + lam / 2 * np.sum(W**2))


@mistake("ridge_loss", hint="This loss has sums of squares; there is no 1/N in it.")
def mean_in_place_of_sum(ref, X, y, W, lam):
    """The squared errors are averaged and not summed."""
    return float(0.5 * np.mean((X @ W - y) ** 2) + lam / 2 * np.sum(W**2))


@mistake("ridge_loss", hint="Add lam/2 times the sum of the squared weights.")
def penalty_left_out(ref, X, y, W, lam):
    """The penalty is left out."""
    return float(0.5 * np.sum((X @ W - y) ** 2))


@mistake("ridge_loss", hint="Ridge squares the weights; absolute values are the lasso's.")
def lasso_penalty(ref, X, y, W, lam):
    """The penalty sums absolute values and not squares."""
    return float(0.5 * np.sum((X @ W - y) ** 2) + lam / 2 * np.sum(np.abs(W)))


@mistake("ridge_loss", hint="np.linalg.norm takes a root; the penalty has the norm's square, W'W.")
def norm_not_squared(ref, X, y, W, lam):
    """The penalty has the length of W and not the square of it."""
    return float(0.5 * np.sum((X @ W - y) ** 2) + lam / 2 * np.linalg.norm(W))


@mistake("ridge_loss", hint="There is no bias in this model: every weight is penalized, W[0] too.")
def first_weight_is_free(ref, X, y, W, lam):
    """The first weight is not penalized, as if it were a bias."""
    return float(0.5 * np.sum((X @ W - y) ** 2) + lam / 2 * np.sum(W[1:] ** 2))


@mistake("ridge_loss", hint="W is a column: W.T @ W, or the sum of W ** 2. W @ W.T is a (D, D) matrix.")
def outer_product(ref, X, y, W, lam):
    """The penalty sums W W', which is the square of the sum of the weights."""
    return float(0.5 * np.sum((X @ W - y) ** 2) + lam / 2 * np.sum(W @ W.T))


@mistake("ridge_loss", hint="This loss has sums, no means: lam stands as it is, without N.")
def penalty_times_samples(ref, X, y, W, lam):
    """The penalty is multiplied by N."""
    return float(0.5 * np.sum((X @ W - y) ** 2) + lam * len(X) / 2 * np.sum(W**2))


@mistake("ridge_loss", hint="(N, 1) minus (N,) is (N, N). Keep predictions and y in their columns.")
def all_errors_of_all(ref, X, y, W, lam):
    """A column and a flat array are subtracted, which sums the errors of every prediction against every target."""
    return float(0.5 * np.sum((X @ W - y.ravel()) ** 2) + lam / 2 * np.sum(W**2))


@mistake("ridge_loss", hint="W.T @ W is a matrix with one entry; take the number out, e.g. with .item().")
def one_by_one_matrix(ref, X, y, W, lam):
    """The loss is a (1, 1) matrix and not a number."""
    error = X @ W - y
    return 0.5 * (error.T @ error) + lam / 2 * (W.T @ W)


# ---- ridge_gradient


@mistake("ridge_gradient", hint="Add lam W, the derivative of the penalty.")
def no_pull_on_the_weights(ref, X, y, W, lam):
    """The derivative of the penalty is left out."""
    return X.T @ (X @ W - y)


@mistake("ridge_gradient", hint="The halves in the loss cancel the 2 of each square.")
def twice_the_gradient(ref, X, y, W, lam):
    """There is a factor 2 before both parts."""
    return 2 * X.T @ (X @ W - y) + 2 * lam * W


@mistake("ridge_gradient", hint="The derivative of lam/2 W^2 is lam W.")
def twice_the_pull(ref, X, y, W, lam):
    """The penalty's part has a factor 2."""
    return X.T @ (X @ W - y) + 2 * lam * W


@mistake("ridge_gradient", hint="The half of lam/2 W^2 cancels the 2 of the square: lam W.")
def half_of_the_pull(ref, X, y, W, lam):
    """The half of the penalty is kept in its derivative."""
    return X.T @ (X @ W - y) + lam / 2 * W


@mistake("ridge_gradient", hint="There is no bias in this model: every weight is pulled by lam, W[0] too.")
def first_weight_not_pulled(ref, X, y, W, lam):
    """The first weight is not pulled, as if it were a bias."""
    pull = lam * W
    pull[0] = 0
    return X.T @ (X @ W - y) + pull


@mistake("ridge_gradient", hint="(N, 1) minus (N,) is (N, N): keep y in its column.")
def flat_targets_subtracted(ref, X, y, W, lam):
    """A flat array is subtracted from a column, all from all, so that the gradient has N columns."""
    return X.T @ (X @ W - y.ravel()) + lam * W


@mistake("ridge_gradient", hint="This loss has a sum of squares; there is no 1/N in its gradient.")
def slope_averaged(ref, X, y, W, lam):
    """The errors' part is divided by N."""
    return X.T @ (X @ W - y) / len(X) + lam * W


@mistake("ridge_gradient", hint="The error is prediction minus target: X W - y.")
def target_minus_prediction(ref, X, y, W, lam):
    """The errors have the wrong sign."""
    return X.T @ (y - X @ W) + lam * W


@mistake("ridge_gradient", hint="Both parts point uphill: X'(X W - y) and + lam W. The step subtracts them later.")
def gradient_reversed(ref, X, y, W, lam):
    """Both parts have the wrong sign: this is the way down."""
    return X.T @ (y - X @ W) - lam * W


@mistake("ridge_gradient", hint="The penalty is added to the loss, so its derivative is added, too: + lam W.")
def pull_reversed(ref, X, y, W, lam):
    """The derivative of the penalty is subtracted and not added."""
    return X.T @ (X @ W - y) - lam * W


@mistake("ridge_gradient", hint="lam W pulls each weight by itself; there is no sum in it.")
def pull_summed(ref, X, y, W, lam):
    """lam times the sum of all weights is added to every entry."""
    return X.T @ (X @ W - y) + lam * np.sum(W)


@mistake("ridge_gradient", hint="The gradient is a column like W, (D, 1).")
def flat_gradient(ref, X, y, W, lam):
    """The gradient has shape (D,)."""
    return (X.T @ (X @ W - y) + lam * W).ravel()


@mistake("ridge_gradient", hint="W *= lam changes the caller's W; lam * W makes a new array.")
def weights_scaled_in_place(ref, X, y, W, lam):
    """W is multiplied by lam in place."""
    gradient = X.T @ (X @ W - y)
    W *= lam
    return gradient + W
