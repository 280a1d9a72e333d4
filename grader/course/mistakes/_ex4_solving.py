"""What learners get wrong in train_ridge and solve_ridge."""

from __future__ import annotations

import numpy as np

from grader.mistakes import mistake

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


@mistake("train_ridge", hint="The gradient wants the same lam as the loss: ridge_gradient(X, y, W, lam).")
def steps_without_penalty(ref, X, y, W, lam, learning_rate, num_epochs):
    """The steps follow the squared errors alone, without the penalty."""
    losses = []
    for _ in range(num_epochs):
        losses.append(ref.ridge_loss(X, y, W, lam))
        W = W - learning_rate * ref.ridge_gradient(X, y, W, 0.0)
    return W, losses


@mistake("train_ridge", hint="This loss is a sum and no mean: the step is learning_rate times the gradient, without N.")
def rate_divided_by_samples(ref, X, y, W, lam, learning_rate, num_epochs):
    """The step is divided by the number of samples."""
    losses = []
    for _ in range(num_epochs):
        losses.append(ref.ridge_loss(X, y, W, lam))
        W = W - learning_rate / len(X) * ref.ridge_gradient(X, y, W, lam)
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


@mistake("solve_ridge", hint="X X' is (N, N), samples by samples. X'X is wanted, (D, D): X.T @ X.")
def samples_by_samples(ref, X, y, lam):
    """X X' stands where X'X belongs."""
    return np.linalg.solve(X @ X.T + lam * np.eye(X.shape[1]), X.T @ y)


@mistake(
    "solve_ridge",
    hint="lam itself stands on the diagonal: lam * np.eye(D). (Further samples are sqrt(lam) I: X'X squares it.)",
)
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
