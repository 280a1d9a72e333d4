"""Unit 2: linear regression in NumPy."""

import numpy as np


def init_weights(input_dim, output_dim, rng):
    return 0.01 * rng.standard_normal((input_dim, output_dim)), np.zeros(output_dim)


def predict(X, W, b):
    return np.einsum("nd,dk->nk", X, W) + b


def mse_loss(y, y_hat):
    return np.einsum("nk,nk->", y - y_hat, y - y_hat) / len(y)


def gradients(X, y, y_hat):
    r = 2 / len(X) * (y_hat - y)
    return np.einsum("nd,nk->dk", X, r), np.einsum("nk->k", r)


def update(W, b, dW, db, learning_rate):
    return W - learning_rate * dW, b - learning_rate * db


def train(X, y, W, b, learning_rate, num_epochs):
    losses = []
    for _ in range(num_epochs):
        y_hat = predict(X, W, b)
        losses.append(mse_loss(y, y_hat))
        W, b = update(W, b, *gradients(X, y, y_hat), learning_rate)
    return W, b, losses


def evaluate(X, y, W, b):
    return mse_loss(y, predict(X, W, b))


def unscale(W, b, X_mean, X_std, y_mean, y_std):
    V = np.einsum("dk,k,d->dk", W, y_std, 1 / X_std)
    return V, b * y_std + y_mean - np.einsum("d,dk->k", X_mean, V)


def run_experiment(X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    (xm, xs), (ym, ys) = ((a.mean(0), a.std(0)) for a in (X_train, y_train))
    Xs, yz, Xt, yt = (X_train - xm) / xs, (y_train - ym) / ys, (X_test - xm) / xs, (y_test - ym) / ys
    W, b, losses = train(Xs, yz, *init_weights(X_train.shape[1], 1, rng), learning_rate, num_epochs)
    V, c = unscale(W, b, xm, xs, ym, ys)
    return dict(train_mse=evaluate(Xs, yz, W, b), test_mse=evaluate(Xt, yt, W, b), W=V, b=c, losses=losses)
