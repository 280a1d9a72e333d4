"""Standardizes the four given arrays in place; right results, but the caller's data is changed."""


def run_experiment(X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    X_mean, X_std = X_train.mean(axis=0), X_train.std(axis=0)
    y_mean, y_std = y_train.mean(axis=0), y_train.std(axis=0)
    for X in (X_train, X_test):
        X -= X_mean
        X /= X_std
    for y in (y_train, y_test):
        y -= y_mean
        y /= y_std
    W, b = init_weights(X_train.shape[1], 1, rng)
    W, b, losses = train(X_train, y_train, W, b, learning_rate, num_epochs)
    train_mse = evaluate(X_train, y_train, W, b)
    test_mse = evaluate(X_test, y_test, W, b)
    W, b = unscale(W, b, X_mean, X_std, y_mean, y_std)
    return {"train_mse": train_mse, "test_mse": test_mse, "W": W, "b": b, "losses": losses}
