"""What learners get wrong in the second half of unit 2: train, evaluate, unscale, run_experiment."""

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


# ---- run_experiment


@mistake("run_experiment", hint="Standardize the test part with X_train's and y_train's mean and std.")
def own_statistics_for_test_rows(ref, X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """The test data is standardized with its own mean and std."""
    (Xm, Xs), (ym, ys) = (X_train.mean(0), X_train.std(0)), (y_train.mean(0), y_train.std(0))
    W, b = ref.init_weights(X_train.shape[1], 1, rng)
    W, b, losses = ref.train((X_train - Xm) / Xs, (y_train - ym) / ys, W, b, learning_rate, num_epochs)
    train_mse = ref.evaluate((X_train - Xm) / Xs, (y_train - ym) / ys, W, b)
    Z = (X_test - X_test.mean(0)) / X_test.std(0)
    t = (y_test - y_test.mean(0)) / y_test.std(0)
    test_mse = ref.evaluate(Z, t, W, b)
    W, b = ref.unscale(W, b, Xm, Xs, ym, ys)
    return {"train_mse": train_mse, "test_mse": test_mse, "W": W, "b": b, "losses": losses}


@mistake("run_experiment", hint="The statistics come from the training rows alone; the test rows must have no say.")
def statistics_of_all_rows(ref, X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """Mean and std are those of training and test data together."""
    X_all, y_all = np.vstack([X_train, X_test]), np.vstack([y_train, y_test])
    (Xm, Xs), (ym, ys) = (X_all.mean(0), X_all.std(0)), (y_all.mean(0), y_all.std(0))
    W, b = ref.init_weights(X_train.shape[1], 1, rng)
    W, b, losses = ref.train((X_train - Xm) / Xs, (y_train - ym) / ys, W, b, learning_rate, num_epochs)
    train_mse = ref.evaluate((X_train - Xm) / Xs, (y_train - ym) / ys, W, b)
    test_mse = ref.evaluate((X_test - Xm) / Xs, (y_test - ym) / ys, W, b)
    W, b = ref.unscale(W, b, Xm, Xs, ym, ys)
    return {"train_mse": train_mse, "test_mse": test_mse, "W": W, "b": b, "losses": losses}


@mistake("run_experiment", hint="Call unscale at the end: W and b are wanted in original units.")
def parameters_left_standardized(ref, X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """W and b are returned in standardized units."""
    (Xm, Xs), (ym, ys) = (X_train.mean(0), X_train.std(0)), (y_train.mean(0), y_train.std(0))
    W, b = ref.init_weights(X_train.shape[1], 1, rng)
    W, b, losses = ref.train((X_train - Xm) / Xs, (y_train - ym) / ys, W, b, learning_rate, num_epochs)
    train_mse = ref.evaluate((X_train - Xm) / Xs, (y_train - ym) / ys, W, b)
    test_mse = ref.evaluate((X_test - Xm) / Xs, (y_test - ym) / ys, W, b)
    return {"train_mse": train_mse, "test_mse": test_mse, "W": W, "b": b, "losses": losses}


@mistake("run_experiment", hint="Standardize y as well as X, with y_train's mean and std.")
def targets_not_standardized(ref, X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """The targets are left as they are."""
    Xm, Xs, ym, ys = X_train.mean(0), X_train.std(0), np.zeros(1), np.ones(1)
    W, b = ref.init_weights(X_train.shape[1], 1, rng)
    W, b, losses = ref.train((X_train - Xm) / Xs, y_train, W, b, learning_rate, num_epochs)
    train_mse = ref.evaluate((X_train - Xm) / Xs, y_train, W, b)
    test_mse = ref.evaluate((X_test - Xm) / Xs, y_test, W, b)
    W, b = ref.unscale(W, b, Xm, Xs, ym, ys)
    return {"train_mse": train_mse, "test_mse": test_mse, "W": W, "b": b, "losses": losses}


@mistake("run_experiment", hint="Pass learning_rate and num_epochs on to train.")
def settings_ignored(ref, X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """It always trains for 100 epochs at 0.1."""
    (Xm, Xs), (ym, ys) = (X_train.mean(0), X_train.std(0)), (y_train.mean(0), y_train.std(0))
    W, b = ref.init_weights(X_train.shape[1], 1, rng)
    W, b, losses = ref.train((X_train - Xm) / Xs, (y_train - ym) / ys, W, b, 0.1, 100)
    train_mse = ref.evaluate((X_train - Xm) / Xs, (y_train - ym) / ys, W, b)
    test_mse = ref.evaluate((X_test - Xm) / Xs, (y_test - ym) / ys, W, b)
    W, b = ref.unscale(W, b, Xm, Xs, ym, ys)
    return {"train_mse": train_mse, "test_mse": test_mse, "W": W, "b": b, "losses": losses}


@mistake("run_experiment", hint="Evaluate before unscaling: data and parameters both standardized.")
def evaluates_in_original_units(ref, X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """The errors are those on the raw data."""
    (Xm, Xs), (ym, ys) = (X_train.mean(0), X_train.std(0)), (y_train.mean(0), y_train.std(0))
    W, b = ref.init_weights(X_train.shape[1], 1, rng)
    W, b, losses = ref.train((X_train - Xm) / Xs, (y_train - ym) / ys, W, b, learning_rate, num_epochs)
    W, b = ref.unscale(W, b, Xm, Xs, ym, ys)
    train_mse, test_mse = ref.evaluate(X_train, y_train, W, b), ref.evaluate(X_test, y_test, W, b)
    return {"train_mse": train_mse, "test_mse": test_mse, "W": W, "b": b, "losses": losses}


@mistake("run_experiment", hint="Return a dict with the five names as keys.")
def returned_as_a_tuple(ref, X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """The five results are returned as a tuple."""
    (Xm, Xs), (ym, ys) = (X_train.mean(0), X_train.std(0)), (y_train.mean(0), y_train.std(0))
    W, b = ref.init_weights(X_train.shape[1], 1, rng)
    W, b, losses = ref.train((X_train - Xm) / Xs, (y_train - ym) / ys, W, b, learning_rate, num_epochs)
    train_mse = ref.evaluate((X_train - Xm) / Xs, (y_train - ym) / ys, W, b)
    test_mse = ref.evaluate((X_test - Xm) / Xs, (y_test - ym) / ys, W, b)
    return train_mse, test_mse, *ref.unscale(W, b, Xm, Xs, ym, ys), losses


@mistake(
    "run_experiment", hint="Each feature has a mean and a std of its own: X_train.mean(axis=0), X_train.std(axis=0)."
)
def statistics_over_all_features(ref, X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """All features are standardized with one mean and one std, which is right for one feature only."""
    Xm, Xs = (np.full(X_train.shape[1], value) for value in (X_train.mean(), X_train.std()))
    ym, ys = y_train.mean(0), y_train.std(0)
    W, b = ref.init_weights(X_train.shape[1], 1, rng)
    W, b, losses = ref.train((X_train - Xm) / Xs, (y_train - ym) / ys, W, b, learning_rate, num_epochs)
    train_mse = ref.evaluate((X_train - Xm) / Xs, (y_train - ym) / ys, W, b)
    test_mse = ref.evaluate((X_test - Xm) / Xs, (y_test - ym) / ys, W, b)
    W, b = ref.unscale(W, b, Xm, Xs, ym, ys)
    return {"train_mse": train_mse, "test_mse": test_mse, "W": W, "b": b, "losses": losses}


@mistake("run_experiment", hint="train_mse is the error on the training rows, test_mse that on the test rows.")
def errors_exchanged(ref, X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """train_mse and test_mse have changed places."""
    (Xm, Xs), (ym, ys) = (X_train.mean(0), X_train.std(0)), (y_train.mean(0), y_train.std(0))
    W, b = ref.init_weights(X_train.shape[1], 1, rng)
    W, b, losses = ref.train((X_train - Xm) / Xs, (y_train - ym) / ys, W, b, learning_rate, num_epochs)
    train_mse = ref.evaluate((X_train - Xm) / Xs, (y_train - ym) / ys, W, b)
    test_mse = ref.evaluate((X_test - Xm) / Xs, (y_test - ym) / ys, W, b)
    W, b = ref.unscale(W, b, Xm, Xs, ym, ys)
    return {"train_mse": test_mse, "test_mse": train_mse, "W": W, "b": b, "losses": losses}


@mistake("run_experiment", hint="The last loss is of the training rows; call evaluate with the test rows.")
def last_loss_for_test_mse(ref, X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """test_mse is the last of the losses, which know nothing of the test rows."""
    (Xm, Xs), (ym, ys) = (X_train.mean(0), X_train.std(0)), (y_train.mean(0), y_train.std(0))
    W, b = ref.init_weights(X_train.shape[1], 1, rng)
    W, b, losses = ref.train((X_train - Xm) / Xs, (y_train - ym) / ys, W, b, learning_rate, num_epochs)
    train_mse = ref.evaluate((X_train - Xm) / Xs, (y_train - ym) / ys, W, b)
    test_mse = losses[-1] if losses else 0.0
    W, b = ref.unscale(W, b, Xm, Xs, ym, ys)
    return {"train_mse": train_mse, "test_mse": test_mse, "W": W, "b": b, "losses": losses}


@mistake("run_experiment", hint="The last loss is older than the last update; call evaluate with the trained W and b.")
def last_loss_for_train_mse(ref, X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """train_mse is the last of the losses, which was written down before the last update."""
    (Xm, Xs), (ym, ys) = (X_train.mean(0), X_train.std(0)), (y_train.mean(0), y_train.std(0))
    W, b = ref.init_weights(X_train.shape[1], 1, rng)
    W, b, losses = ref.train((X_train - Xm) / Xs, (y_train - ym) / ys, W, b, learning_rate, num_epochs)
    train_mse = losses[-1] if losses else 0.0
    test_mse = ref.evaluate((X_test - Xm) / Xs, (y_test - ym) / ys, W, b)
    W, b = ref.unscale(W, b, Xm, Xs, ym, ys)
    return {"train_mse": train_mse, "test_mse": test_mse, "W": W, "b": b, "losses": losses}
