"""Two StandardScalers."""

from sklearn.preprocessing import StandardScaler


def run_experiment(X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    X_scaler = StandardScaler().fit(X_train)
    y_scaler = StandardScaler().fit(y_train)
    X1, y1 = X_scaler.transform(X_train), y_scaler.transform(y_train)
    X2, y2 = X_scaler.transform(X_test), y_scaler.transform(y_test)
    start = init_weights(X_train.shape[1], y_train.shape[1], rng)
    W, b, losses = train(X1, y1, *start, learning_rate, num_epochs)
    keys = ("train_mse", "test_mse", "W", "b", "losses")
    W_raw, b_raw = unscale(W, b, X_scaler.mean_, X_scaler.scale_, y_scaler.mean_, y_scaler.scale_)
    return dict(zip(keys, (evaluate(X1, y1, W, b), evaluate(X2, y2, W, b), W_raw, b_raw, losses)))
