"""Reports W and b of the standardized model without unscaling them, for any raw data."""


def run_experiment(X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    X_mean, X_std = X_train.mean(axis=0), X_train.std(axis=0)
    y_mean, y_std = y_train.mean(axis=0), y_train.std(axis=0)
    X, y = (X_train - X_mean) / X_std, (y_train - y_mean) / y_std
    X_t, y_t = (X_test - X_mean) / X_std, (y_test - y_mean) / y_std
    W, b = init_weights(X.shape[1], 1, rng)
    W, b, losses = train(X, y, W, b, learning_rate, num_epochs)
    return {"train_mse": evaluate(X, y, W, b), "test_mse": evaluate(X_t, y_t, W, b),
            "W": W, "b": b, "losses": losses}
