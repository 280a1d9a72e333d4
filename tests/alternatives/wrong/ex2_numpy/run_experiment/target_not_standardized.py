"""Standardizes X but not y, so both errors and the losses are in original units instead of standardized ones."""

import numpy as np


def run_experiment(X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    X_mean, X_std = X_train.mean(axis=0), X_train.std(axis=0)
    X, X_t = (X_train - X_mean) / X_std, (X_test - X_mean) / X_std
    W, b = init_weights(X.shape[1], 1, rng)
    W, b, losses = train(X, y_train, W, b, learning_rate, num_epochs)
    train_mse, test_mse = evaluate(X, y_train, W, b), evaluate(X_t, y_test, W, b)
    W, b = unscale(W, b, X_mean, X_std, np.zeros(1), np.ones(1))
    return {"train_mse": train_mse, "test_mse": test_mse, "W": W, "b": b, "losses": losses}
