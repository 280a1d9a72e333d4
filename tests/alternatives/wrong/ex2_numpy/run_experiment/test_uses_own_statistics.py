"""Standardizes the test set with its own mean and std, so test_mse is wrong wherever those differ."""


def _scale(a):
    return (a - a.mean(axis=0)) / a.std(axis=0)


def run_experiment(X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    X, y = _scale(X_train), _scale(y_train)
    W, b = init_weights(X.shape[1], 1, rng)
    W, b, losses = train(X, y, W, b, learning_rate, num_epochs)
    train_mse = evaluate(X, y, W, b)
    test_mse = evaluate(_scale(X_test), _scale(y_test), W, b)
    W, b = unscale(W, b, X_train.mean(axis=0), X_train.std(axis=0), y_train.mean(axis=0), y_train.std(axis=0))
    return {"train_mse": train_mse, "test_mse": test_mse, "W": W, "b": b, "losses": losses}
