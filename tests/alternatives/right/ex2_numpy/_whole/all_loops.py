"""Loops everywhere, no vectors."""

import numpy as np


def init_weights(input_dim, output_dim, rng):
    draws = rng.standard_normal(input_dim * output_dim)
    W = np.zeros((input_dim, output_dim))
    k = 0
    for i in range(input_dim):
        for j in range(output_dim):
            W[i, j] = 0.01 * draws[k]
            k += 1
    return W, np.zeros(output_dim)


def predict(X, W, b):
    out = np.zeros((X.shape[0], W.shape[1]))
    for i in range(X.shape[0]):
        for k in range(W.shape[1]):
            s = 0.0
            for j in range(X.shape[1]):
                s += X[i, j] * W[j, k]
            out[i, k] = s + b[k]
    return out


def mse_loss(y, y_hat):
    s = 0.0
    for i in range(y.shape[0]):
        for k in range(y.shape[1]):
            s += (y[i, k] - y_hat[i, k]) ** 2
    return s / y.shape[0]


def gradients(X, y, y_hat):
    n = X.shape[0]
    dW = np.zeros((X.shape[1], y.shape[1]))
    db = np.zeros(y.shape[1])
    for k in range(y.shape[1]):
        for j in range(X.shape[1]):
            for i in range(n):
                dW[j, k] += X[i, j] * (y_hat[i, k] - y[i, k])
            dW[j, k] *= 2 / n
        for i in range(n):
            db[k] += y_hat[i, k] - y[i, k]
        db[k] *= 2 / n
    return dW, db


def update(W, b, dW, db, learning_rate):
    W2 = np.zeros(W.shape)
    b2 = np.zeros(b.shape)
    for j in range(W.shape[0]):
        for k in range(W.shape[1]):
            W2[j, k] = W[j, k] - learning_rate * dW[j, k]
    for k in range(b.shape[0]):
        b2[k] = b[k] - learning_rate * db[k]
    return W2, b2


def train(X, y, W, b, learning_rate, num_epochs):
    losses = []
    for _ in range(num_epochs):
        y_hat = predict(X, W, b)
        losses.append(mse_loss(y, y_hat))
        dW, db = gradients(X, y, y_hat)
        W, b = update(W, b, dW, db, learning_rate)
    return W, b, losses


def evaluate(X, y, W, b):
    return mse_loss(y, predict(X, W, b))


def unscale(W, b, X_mean, X_std, y_mean, y_std):
    W_out = np.zeros(W.shape)
    shift = 0.0
    for j in range(W.shape[0]):
        W_out[j, 0] = W[j, 0] * y_std[0] / X_std[j]
        shift += W_out[j, 0] * X_mean[j]
    b_out = np.zeros(1)
    b_out[0] = y_mean[0] + y_std[0] * b[0] - shift
    return W_out, b_out


def _mean_and_std(a):
    n, d = a.shape
    mean, std = np.zeros(d), np.zeros(d)
    for j in range(d):
        for i in range(n):
            mean[j] += a[i, j]
        mean[j] /= n
        for i in range(n):
            std[j] += (a[i, j] - mean[j]) ** 2
        std[j] = (std[j] / n) ** 0.5
    return mean, std


def _scaled(a, mean, std):
    out = np.zeros(a.shape)
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            out[i, j] = (a[i, j] - mean[j]) / std[j]
    return out


def run_experiment(X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    X_mean, X_std = _mean_and_std(X_train)
    y_mean, y_std = _mean_and_std(y_train)
    A = _scaled(X_train, X_mean, X_std)
    t = _scaled(y_train, y_mean, y_std)
    W, b = init_weights(X_train.shape[1], 1, rng)
    W, b, losses = train(A, t, W, b, learning_rate, num_epochs)
    train_mse = evaluate(A, t, W, b)
    test_mse = evaluate(_scaled(X_test, X_mean, X_std), _scaled(y_test, y_mean, y_std), W, b)
    W, b = unscale(W, b, X_mean, X_std, y_mean, y_std)
    return {"train_mse": train_mse, "test_mse": test_mse, "W": W, "b": b, "losses": losses}
