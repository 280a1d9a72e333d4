"""What learners get wrong in unit 4."""

from __future__ import annotations

import numpy as np

from grader.mistakes import mistake

from ._ex4_elastic import *  # noqa: F403 -- the mistakes in the elastic net

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


# ---- train_ridge


@mistake("train_ridge", hint="Write the loss down before the update.")
def ridge_loss_after_update(ref, X, y, W, lam, learning_rate, num_epochs):
    """losses[t] is the loss after update t, and not before."""
    losses = []
    for _ in range(num_epochs):
        W = W - learning_rate * ref.ridge_gradient(X, y, W, lam)
        losses.append(ref.ridge_loss(X, y, W, lam))
    return W, losses


@mistake("train_ridge", hint="The gradient changes with W: compute it in every epoch.")
def stale_gradient(ref, X, y, W, lam, learning_rate, num_epochs):
    """The gradient is computed once, before the loop."""
    losses, gradient = [], ref.ridge_gradient(X, y, W, lam)
    for _ in range(num_epochs):
        losses.append(ref.ridge_loss(X, y, W, lam))
        W = W - learning_rate * gradient
    return W, losses


@mistake("train_ridge", hint="The ridge gradient holds the penalty already; nothing else has to shrink W.")
def weights_decay_twice(ref, X, y, W, lam, learning_rate, num_epochs):
    """The weights are shrunk by lam once more, beside the gradient."""
    losses = []
    for _ in range(num_epochs):
        losses.append(ref.ridge_loss(X, y, W, lam))
        W = (1 - learning_rate * lam) * W - learning_rate * ref.ridge_gradient(X, y, W, lam)
    return W, losses


@mistake("train_ridge", hint="losses are values of ridge_loss, with the penalty.")
def losses_without_penalty(ref, X, y, W, lam, learning_rate, num_epochs):
    """The losses are the squared errors alone, without the penalty."""
    losses = []
    for _ in range(num_epochs):
        losses.append(float(0.5 * np.sum((X @ W - y) ** 2)))
        W = W - learning_rate * ref.ridge_gradient(X, y, W, lam)
    return W, losses


@mistake("train_ridge", hint="Start from the W that is passed in.")
def starts_from_zeros(ref, X, y, W, lam, learning_rate, num_epochs):
    """The given W is ignored; training starts from zeros."""
    losses, W = [], np.zeros_like(W)
    for _ in range(num_epochs):
        losses.append(ref.ridge_loss(X, y, W, lam))
        W = W - learning_rate * ref.ridge_gradient(X, y, W, lam)
    return W, losses


@mistake("train_ridge", hint="The gradient points uphill: subtract it.")
def climbs(ref, X, y, W, lam, learning_rate, num_epochs):
    """The gradient is added and not subtracted."""
    losses = []
    for _ in range(num_epochs):
        losses.append(ref.ridge_loss(X, y, W, lam))
        W = W + learning_rate * ref.ridge_gradient(X, y, W, lam)
    return W, losses


@mistake("train_ridge", hint="range(num_epochs) runs num_epochs times.")
def one_epoch_short(ref, X, y, W, lam, learning_rate, num_epochs):
    """There is one epoch too few."""
    losses = []
    for _ in range(num_epochs - 1):
        losses.append(ref.ridge_loss(X, y, W, lam))
        W = W - learning_rate * ref.ridge_gradient(X, y, W, lam)
    return W, losses


@mistake("train_ridge", hint="One loss per epoch, each before its update; the last W has none.")
def last_loss_too(ref, X, y, W, lam, learning_rate, num_epochs):
    """The loss after the last update is kept, too: there is one too many."""
    losses = [ref.ridge_loss(X, y, W, lam)]
    for _ in range(num_epochs):
        W = W - learning_rate * ref.ridge_gradient(X, y, W, lam)
        losses.append(ref.ridge_loss(X, y, W, lam))
    return W, losses


@mistake("train_ridge", hint="W = W - ... makes a new array; W -= ... changes the caller's.")
def caller_weights_changed(ref, X, y, W, lam, learning_rate, num_epochs):
    """The given W is updated in place."""
    losses = []
    for _ in range(num_epochs):
        losses.append(ref.ridge_loss(X, y, W, lam))
        W -= learning_rate * ref.ridge_gradient(X, y, W, lam)
    return W, losses


# ---- solve_ridge


@mistake("solve_ridge", hint="Add lam I to X'X.")
def plain_least_squares(ref, X, y, lam):
    """lam is ignored: this is plain least squares."""
    return np.linalg.pinv(X) @ y


@mistake("solve_ridge", hint="Add lam I to X'X: then it has an inverse for every X.")
def plain_normal_equations(ref, X, y, lam):
    """lam is ignored: these are the equations of least squares, and they may have no solution, or many."""
    return np.linalg.inv(X.T @ X) @ X.T @ y


@mistake("solve_ridge", hint="X'X + lam adds lam to every entry; lam * np.eye(D) is lam on the diagonal.")
def lam_in_every_entry(ref, X, y, lam):
    """lam is added to every entry of X'X and not to its diagonal."""
    return np.linalg.solve(X.T @ X + lam, X.T @ y)


@mistake("solve_ridge", hint="The loss has a sum of squares and no mean, so lam stands as it is.")
def lam_times_samples(ref, X, y, lam):
    """lam is multiplied by N."""
    return np.linalg.solve(X.T @ X + len(X) * lam * np.eye(X.shape[1]), X.T @ y)


@mistake("solve_ridge", hint="Setting the gradient to 0 gives X'X + lam I; the half is gone.")
def half_of_lam(ref, X, y, lam):
    """Half of lam is on the diagonal."""
    return np.linalg.solve(X.T @ X + lam / 2 * np.eye(X.shape[1]), X.T @ y)


@mistake("solve_ridge", hint="The identity has the size of X'X: D, the number of features.")
def identity_of_samples(ref, X, y, lam):
    """The identity has as many rows as there are samples."""
    return np.linalg.solve(X.T @ X + lam * np.eye(len(X)), X.T @ y)


@mistake("solve_ridge", hint="Further samples sqrt(lam) I make lam I in X'X; lam I makes lam^2 I.")
def lam_squared(ref, X, y, lam):
    """The square of lam is on the diagonal."""
    return np.linalg.solve(X.T @ X + lam**2 * np.eye(X.shape[1]), X.T @ y)


@mistake("solve_ridge", hint="There is no bias in this model: the whole diagonal has lam.")
def first_diagonal_entry_left_out(ref, X, y, lam):
    """The first weight is not penalized, as if it were a bias."""
    penalty = lam * np.eye(X.shape[1])
    penalty[0, 0] = 0
    return np.linalg.pinv(X.T @ X + penalty) @ X.T @ y


@mistake("solve_ridge", hint="There is no bias in this model: X and y stay where they are.")
def centered_first(ref, X, y, lam):
    """The means of X and y are taken off first, as for a model with an intercept."""
    X, y = X - X.mean(axis=0), y - y.mean(axis=0)
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)


@mistake("solve_ridge", hint="W is a column, (D, 1); so is X'y as long as y is one.")
def flat_solution(ref, X, y, lam):
    """W has shape (D,)."""
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y.ravel())
