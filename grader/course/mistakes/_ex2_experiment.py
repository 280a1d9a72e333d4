"""What learners get wrong at the end of unit 2: run_experiment."""

from __future__ import annotations

import numpy as np

from grader.mistakes import mistake

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


@mistake(
    "run_experiment",
    hint="Standardize y as well as X: (y - y_mean) / y_std, with y_train's mean and std, for both parts.",
)
def raw_targets_unscaled(ref, X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """The targets are left as they are, and W and b are unscaled as if they had been standardized."""
    (Xm, Xs), (ym, ys) = (X_train.mean(0), X_train.std(0)), (y_train.mean(0), y_train.std(0))
    W, b = ref.init_weights(X_train.shape[1], 1, rng)
    W, b, losses = ref.train((X_train - Xm) / Xs, y_train, W, b, learning_rate, num_epochs)
    train_mse = ref.evaluate((X_train - Xm) / Xs, y_train, W, b)
    test_mse = ref.evaluate((X_test - Xm) / Xs, y_test, W, b)
    W, b = ref.unscale(W, b, Xm, Xs, ym, ys)
    return {"train_mse": train_mse, "test_mse": test_mse, "W": W, "b": b, "losses": losses}


@mistake("run_experiment", hint="The statistics come from X_train alone; the test rows must have no say.")
def features_of_all_rows(ref, X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """Mean and std of the features are those of training and test data together."""
    X_all = np.vstack([X_train, X_test])
    (Xm, Xs), (ym, ys) = (X_all.mean(0), X_all.std(0)), (y_train.mean(0), y_train.std(0))
    W, b = ref.init_weights(X_train.shape[1], 1, rng)
    W, b, losses = ref.train((X_train - Xm) / Xs, (y_train - ym) / ys, W, b, learning_rate, num_epochs)
    train_mse = ref.evaluate((X_train - Xm) / Xs, (y_train - ym) / ys, W, b)
    test_mse = ref.evaluate((X_test - Xm) / Xs, (y_test - ym) / ys, W, b)
    W, b = ref.unscale(W, b, Xm, Xs, ym, ys)
    return {"train_mse": train_mse, "test_mse": test_mse, "W": W, "b": b, "losses": losses}


@mistake("run_experiment", hint="NumPy's default ddof=0 divides by N, as the lesson does.")
def stds_of_a_sample(ref, X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """The standard deviations are those of a sample: the sum is divided by N - 1."""
    (Xm, Xs), (ym, ys) = ((data.mean(0), data.std(0, ddof=1)) for data in (X_train, y_train))
    W, b = ref.init_weights(X_train.shape[1], 1, rng)
    W, b, losses = ref.train((X_train - Xm) / Xs, (y_train - ym) / ys, W, b, learning_rate, num_epochs)
    train_mse = ref.evaluate((X_train - Xm) / Xs, (y_train - ym) / ys, W, b)
    test_mse = ref.evaluate((X_test - Xm) / Xs, (y_test - ym) / ys, W, b)
    W, b = ref.unscale(W, b, Xm, Xs, ym, ys)
    return {"train_mse": train_mse, "test_mse": test_mse, "W": W, "b": b, "losses": losses}


@mistake("run_experiment", hint="evaluate for test_mse wants the standardized X_test and y_test.")
def training_rows_for_test_mse(ref, X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """test_mse is the error on the training rows."""
    (Xm, Xs), (ym, ys) = (X_train.mean(0), X_train.std(0)), (y_train.mean(0), y_train.std(0))
    W, b = ref.init_weights(X_train.shape[1], 1, rng)
    W, b, losses = ref.train((X_train - Xm) / Xs, (y_train - ym) / ys, W, b, learning_rate, num_epochs)
    train_mse = ref.evaluate((X_train - Xm) / Xs, (y_train - ym) / ys, W, b)
    test_mse = train_mse
    W, b = ref.unscale(W, b, Xm, Xs, ym, ys)
    return {"train_mse": train_mse, "test_mse": test_mse, "W": W, "b": b, "losses": losses}


@mistake("run_experiment", hint="Evaluate both parts before unscale: the test rows standardized, too.")
def raw_rows_for_test_mse(ref, X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """test_mse is the error on the raw test data, with W and b unscaled already."""
    (Xm, Xs), (ym, ys) = (X_train.mean(0), X_train.std(0)), (y_train.mean(0), y_train.std(0))
    W, b = ref.init_weights(X_train.shape[1], 1, rng)
    W, b, losses = ref.train((X_train - Xm) / Xs, (y_train - ym) / ys, W, b, learning_rate, num_epochs)
    train_mse = ref.evaluate((X_train - Xm) / Xs, (y_train - ym) / ys, W, b)
    W, b = ref.unscale(W, b, Xm, Xs, ym, ys)
    test_mse = ref.evaluate(X_test, y_test, W, b)
    return {"train_mse": train_mse, "test_mse": test_mse, "W": W, "b": b, "losses": losses}


@mistake("run_experiment", hint="W, b = init_weights(X_train.shape[1], 1, rng) makes the first weights.")
def weights_start_at_zero(ref, X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """Training starts from zeros, not from what init_weights draws."""
    (Xm, Xs), (ym, ys) = (X_train.mean(0), X_train.std(0)), (y_train.mean(0), y_train.std(0))
    W, b = np.zeros((X_train.shape[1], 1)), np.zeros(1)
    W, b, losses = ref.train((X_train - Xm) / Xs, (y_train - ym) / ys, W, b, learning_rate, num_epochs)
    train_mse = ref.evaluate((X_train - Xm) / Xs, (y_train - ym) / ys, W, b)
    test_mse = ref.evaluate((X_test - Xm) / Xs, (y_test - ym) / ys, W, b)
    W, b = ref.unscale(W, b, Xm, Xs, ym, ys)
    return {"train_mse": train_mse, "test_mse": test_mse, "W": W, "b": b, "losses": losses}


@mistake("run_experiment", hint="Hand the rng that is passed in on to init_weights; make no new one.")
def rng_of_its_own(ref, X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """The first weights come from an rng of its own, with the lesson's seed, not from the one passed in."""
    (Xm, Xs), (ym, ys) = (X_train.mean(0), X_train.std(0)), (y_train.mean(0), y_train.std(0))
    W, b = ref.init_weights(X_train.shape[1], 1, np.random.RandomState(1234))
    W, b, losses = ref.train((X_train - Xm) / Xs, (y_train - ym) / ys, W, b, learning_rate, num_epochs)
    train_mse = ref.evaluate((X_train - Xm) / Xs, (y_train - ym) / ys, W, b)
    test_mse = ref.evaluate((X_test - Xm) / Xs, (y_test - ym) / ys, W, b)
    W, b = ref.unscale(W, b, Xm, Xs, ym, ys)
    return {"train_mse": train_mse, "test_mse": test_mse, "W": W, "b": b, "losses": losses}
