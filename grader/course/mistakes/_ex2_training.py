"""What learners get wrong in the second half of unit 2: train, evaluate, unscale."""

from __future__ import annotations

import numpy as np

from grader.mistakes import mistake

# ---- train


@mistake("train", hint="Write the loss down before the update, right after predicting.")
def loss_after_update(ref, X, y, W, b, learning_rate, num_epochs):
    """The losses are those after each update."""
    losses = []
    for _ in range(num_epochs):
        W, b = ref.update(W, b, *ref.gradients(X, y, ref.predict(X, W, b)), learning_rate)
        losses.append(ref.mse_loss(y, ref.predict(X, W, b)))
    return W, b, losses


@mistake("train", hint="Predict inside the loop: after an update the predictions are old.")
def predicts_once(ref, X, y, W, b, learning_rate, num_epochs):
    """The predictions are computed once, before the loop."""
    y_hat, losses = ref.predict(X, W, b), []
    for _ in range(num_epochs):
        losses.append(ref.mse_loss(y, y_hat))
        W, b = ref.update(W, b, *ref.gradients(X, y, y_hat), learning_rate)
    return W, b, losses


@mistake("train", hint="update returns the new parameters: W, b = update(...).")
def update_not_kept(ref, X, y, W, b, learning_rate, num_epochs):
    """What update returns is not kept, so that nothing is learned."""
    losses = []
    for _ in range(num_epochs):
        y_hat = ref.predict(X, W, b)
        losses.append(ref.mse_loss(y, y_hat))
        ref.update(W, b, *ref.gradients(X, y, y_hat), learning_rate)
    return W, b, losses


@mistake("train", hint="gradients wants y first and y_hat second: the other way round the step goes uphill.")
def targets_and_predictions_exchanged(ref, X, y, W, b, learning_rate, num_epochs):
    """y and y_hat are exchanged in the call of gradients, so that every step climbs."""
    losses = []
    for _ in range(num_epochs):
        y_hat = ref.predict(X, W, b)
        losses.append(ref.mse_loss(y, y_hat))
        W, b = ref.update(W, b, *ref.gradients(X, y_hat, y), learning_rate)
    return W, b, losses


@mistake("train", hint="return belongs after the loop, at the depth of the for: inside it ends the first round.")
def returns_in_the_loop(ref, X, y, W, b, learning_rate, num_epochs):
    """The function returns in the first epoch."""
    losses = []
    for _ in range(num_epochs):
        y_hat = ref.predict(X, W, b)
        losses.append(ref.mse_loss(y, y_hat))
        W, b = ref.update(W, b, *ref.gradients(X, y, y_hat), learning_rate)
        return W, b, losses
    return None


@mistake("train", hint="range(num_epochs) has num_epochs values already.")
def one_epoch_short(ref, X, y, W, b, learning_rate, num_epochs):
    """One epoch too few is trained."""
    losses = []
    for _ in range(num_epochs - 1):
        y_hat = ref.predict(X, W, b)
        losses.append(ref.mse_loss(y, y_hat))
        W, b = ref.update(W, b, *ref.gradients(X, y, y_hat), learning_rate)
    return W, b, losses


@mistake("train", hint="range(num_epochs) has num_epochs values already: 0 up to num_epochs - 1.")
def one_epoch_too_many(ref, X, y, W, b, learning_rate, num_epochs):
    """One epoch too many is trained."""
    losses = []
    for _ in range(num_epochs + 1):
        y_hat = ref.predict(X, W, b)
        losses.append(ref.mse_loss(y, y_hat))
        W, b = ref.update(W, b, *ref.gradients(X, y, y_hat), learning_rate)
    return W, b, losses


@mistake("train", hint="Start from the W and b that are passed in.")
def starts_from_zeros(ref, X, y, W, b, learning_rate, num_epochs):
    """Training starts from zeros, not from the given W and b."""
    W, b, losses = np.zeros_like(W), np.zeros_like(b), []
    for _ in range(num_epochs):
        y_hat = ref.predict(X, W, b)
        losses.append(ref.mse_loss(y, y_hat))
        W, b = ref.update(W, b, *ref.gradients(X, y, y_hat), learning_rate)
    return W, b, losses


@mistake("train", hint="Collect the losses in a list, one per epoch, and return the list.")
def last_loss_alone(ref, X, y, W, b, learning_rate, num_epochs):
    """Only the last loss is returned."""
    loss = 0.0
    for _ in range(num_epochs):
        y_hat = ref.predict(X, W, b)
        loss = ref.mse_loss(y, y_hat)
        W, b = ref.update(W, b, *ref.gradients(X, y, y_hat), learning_rate)
    return W, b, loss


@mistake("train", hint="Append the loss in every epoch; every tenth is for printing.")
def losses_of_every_tenth_epoch(ref, X, y, W, b, learning_rate, num_epochs):
    """A loss is kept for every tenth epoch only."""
    losses = []
    for epoch in range(num_epochs):
        y_hat = ref.predict(X, W, b)
        if epoch % 10 == 0:
            losses.append(ref.mse_loss(y, y_hat))
        W, b = ref.update(W, b, *ref.gradients(X, y, y_hat), learning_rate)
    return W, b, losses


@mistake("train", hint="-= in the loop changes the W and b that were passed in; rebind them to new arrays.")
def trains_in_place(ref, X, y, W, b, learning_rate, num_epochs):
    """The caller's W and b are changed."""
    losses = []
    for _ in range(num_epochs):
        y_hat = ref.predict(X, W, b)
        losses.append(ref.mse_loss(y, y_hat))
        dW, db = ref.gradients(X, y, y_hat)
        W -= learning_rate * dW
        b -= learning_rate * db
    return W, b, losses


@mistake("train", hint="Full batch: one update per epoch, from the gradient over all rows.")
def updates_row_by_row(ref, X, y, W, b, learning_rate, num_epochs):
    """An update is made after every row (stochastic gradient descent)."""
    losses = []
    for _ in range(num_epochs):
        losses.append(ref.mse_loss(y, ref.predict(X, W, b)))
        for i in range(len(X)):
            row, target = X[i : i + 1], y[i : i + 1]
            W, b = ref.update(W, b, *ref.gradients(row, target, ref.predict(row, W, b)), learning_rate)
    return W, b, losses


@mistake("train", hint="One loss per epoch, each before its update: start with [], and the last W and b have none.")
def loss_before_the_loop_too(ref, X, y, W, b, learning_rate, num_epochs):
    """There is a loss before the loop and one after each update: one too many."""
    losses = [ref.mse_loss(y, ref.predict(X, W, b))]
    for _ in range(num_epochs):
        W, b = ref.update(W, b, *ref.gradients(X, y, ref.predict(X, W, b)), learning_rate)
        losses.append(ref.mse_loss(y, ref.predict(X, W, b)))
    return W, b, losses


@mistake("train", hint="Run all of num_epochs epochs, however little the loss changes: take the break out.")
def stops_when_the_loss_stays(ref, X, y, W, b, learning_rate, num_epochs):
    """Training stops early, once the loss hardly changes."""
    losses = []
    for _ in range(num_epochs):
        y_hat = ref.predict(X, W, b)
        losses.append(ref.mse_loss(y, y_hat))
        if len(losses) > 1 and abs(losses[-2] - losses[-1]) < 1e-6:
            break
        W, b = ref.update(W, b, *ref.gradients(X, y, y_hat), learning_rate)
    return W, b, losses


@mistake("train", hint="Run all of num_epochs epochs, also where the loss rises: take the break out.")
def stops_when_the_loss_rises(ref, X, y, W, b, learning_rate, num_epochs):
    """Training stops early, once the loss rises."""
    losses = []
    for _ in range(num_epochs):
        y_hat = ref.predict(X, W, b)
        losses.append(ref.mse_loss(y, y_hat))
        if len(losses) > 1 and losses[-1] > losses[-2]:
            break
        W, b = ref.update(W, b, *ref.gradients(X, y, y_hat), learning_rate)
    return W, b, losses


# ---- evaluate


@mistake("evaluate", hint="evaluate is the MSE: no root.")
def error_as_root(ref, X, y, W, b):
    """The root of the MSE is returned."""
    return float(np.sqrt(ref.mse_loss(y, ref.predict(X, W, b))))


@mistake("evaluate", hint="Use predict(X, W, b): the bias belongs to the model.")
def evaluated_without_bias(ref, X, y, W, b):
    """The bias is not used."""
    return ref.mse_loss(y, X @ W)


@mistake("evaluate", hint="The MSE is wanted; R squared is another measure.")
def r_squared(ref, X, y, W, b):
    """The share of the variance that is explained (R squared) is returned."""
    return float(1 - ref.mse_loss(y, ref.predict(X, W, b)) / np.var(y))


@mistake("evaluate", hint="Keep predictions as a column: (N,) minus (N, 1) compares every pair.")
def flat_predictions_evaluated(ref, X, y, W, b):
    """Flat predictions are compared with a column of targets, each with every other."""
    return float(np.mean((ref.predict(X, W, b).ravel() - y) ** 2))


@mistake("evaluate", hint="A mean, not a sum: divide by the number of rows.")
def total_error(ref, X, y, W, b):
    """The squared errors are summed and not averaged."""
    return float(np.sum((ref.predict(X, W, b) - y) ** 2))


@mistake("evaluate", hint="Return the number alone.")
def predictions_returned_too(ref, X, y, W, b):
    """The predictions are returned besides the error."""
    y_hat = ref.predict(X, W, b)
    return ref.mse_loss(y, y_hat), y_hat


@mistake("evaluate", hint="The error is the mean of squares; take no absolute values.")
def mean_absolute_error(ref, X, y, W, b):
    """The absolute errors are averaged."""
    return float(np.mean(np.abs(ref.predict(X, W, b) - y)))


# ---- unscale


@mistake("unscale", hint="y_std stands above and X_std below: W y_std / X_std.")
def ratio_upside_down(ref, W, b, X_mean, X_std, y_mean, y_std):
    """The weights are multiplied by X_std / y_std."""
    new = W * X_std.reshape(-1, 1) / y_std
    return new, b * y_std + y_mean - X_mean @ new


@mistake("unscale", hint="The targets were divided by y_std; the weights must be multiplied by it.")
def target_std_forgotten(ref, W, b, X_mean, X_std, y_mean, y_std):
    """y_std is missing in W."""
    new = W / X_std.reshape(-1, 1)
    return new, b * y_std + y_mean - X_mean @ new


@mistake("unscale", hint="The sum in b runs over the *new* weights.")
def bias_from_scaled_weights(ref, W, b, X_mean, X_std, y_mean, y_std):
    """b is computed with the standardized weights."""
    return W * y_std / X_std.reshape(-1, 1), b * y_std + y_mean - X_mean @ W


@mistake("unscale", hint="The bias is in standard deviations of y, too: b y_std.")
def bias_not_scaled(ref, W, b, X_mean, X_std, y_mean, y_std):
    """The old b is not multiplied by y_std."""
    new = W * y_std / X_std.reshape(-1, 1)
    return new, b + y_mean - X_mean @ new


@mistake("unscale", hint="The targets were centered: add y_mean.")
def target_mean_forgotten(ref, W, b, X_mean, X_std, y_mean, y_std):
    """y_mean is missing in b."""
    new = W * y_std / X_std.reshape(-1, 1)
    return new, b * y_std - X_mean @ new


@mistake("unscale", hint="The features were centered by subtracting their means, so these are subtracted here.")
def feature_means_added(ref, W, b, X_mean, X_std, y_mean, y_std):
    """The part of the feature means is added to b and not subtracted."""
    new = W * y_std / X_std.reshape(-1, 1)
    return new, b * y_std + y_mean + X_mean @ new


@mistake("unscale", hint="(D, 1) over (D,) is (D, D): make X_std a column, X_std.reshape(-1, 1).")
def weights_become_a_square(ref, W, b, X_mean, X_std, y_mean, y_std):
    """A column is divided by a flat array, so that W becomes D x D."""
    new = W * y_std / X_std
    return new, b * y_std + y_mean - np.sum(new * X_mean)


@mistake("unscale", hint="W *= ... changes the array that was passed in; write W * ...")
def unscales_in_place(ref, W, b, X_mean, X_std, y_mean, y_std):
    """The caller's W is changed."""
    W *= y_std / X_std.reshape(-1, 1)
    return W, b * y_std + y_mean - X_mean @ W
