"""Calls the exercises one by one."""

def run_experiment(X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    X_mean, X_std = X_train.mean(axis=0), X_train.std(axis=0)
    y_mean, y_std = y_train.mean(axis=0), y_train.std(axis=0)
    X_train_s = (X_train - X_mean) / X_std
    y_train_s = (y_train - y_mean) / y_std
    X_test_s = (X_test - X_mean) / X_std
    y_test_s = (y_test - y_mean) / y_std

    W, b = init_weights(X_train.shape[1], 1, rng)
    W, b, losses = train(X_train_s, y_train_s, W, b, learning_rate, num_epochs)
    result = {}
    result["train_mse"] = evaluate(X_train_s, y_train_s, W, b)
    result["test_mse"] = evaluate(X_test_s, y_test_s, W, b)
    result["W"], result["b"] = unscale(W, b, X_mean, X_std, y_mean, y_std)
    result["losses"] = losses
    return result
