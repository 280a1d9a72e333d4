"""Unit 2: linear regression in NumPy."""

import numpy as np


def init_weights(input_dim, output_dim, rng):
    """W (D, K): 0.01 times standard normal draws of rng; b (K,): zeros."""
    W = rng.standard_normal((input_dim, output_dim))
    b = np.zeros(output_dim)
    return W, b


def predict(X, W, b):
    """The model: X W + b, (N, K)."""
    return np.dot(X, W) + b


def mse_loss(y, y_hat):
    """Mean squared error, (1/N) sum (y_hat - y)^2, as a float."""
    return np.mean((y - y_hat) ** 2)


def gradients(X, y, y_hat):
    """Gradients of the mean squared error by W and b.

    Returns dW (D, 1), db (1,). Must work for any number of features D.
    """
    N = X.shape[0]
    error = y_hat - y
    dW = (2 / N) * np.dot(X.T, error)
    db = (2 / N) * np.sum(error, axis=0)
    return dW, db


def update(W, b, dW, db, learning_rate):
    """One step of gradient descent. Returns new arrays W, b."""
    new_W = W - learning_rate * dW
    new_b = b - learning_rate * db
    return new_W, new_b


def train(X, y, W, b, learning_rate, num_epochs):
    """Full-batch gradient descent from the given W, b.

    losses[t] is the MSE before update t. Returns W, b, losses.
    """
    losses = []
    for epoch in range(num_epochs):
        y_hat = predict(X, W, b)
        dW, db = gradients(X, y, y_hat)
        W, b = update(W, b, dW, db, learning_rate)
        # how good is it now?
        loss = mse_loss(y, predict(X, W, b))
        losses.append(loss)
    return W, b, losses


def evaluate(X, y, W, b):
    """MSE of the model on (X, y)."""
    y_hat = predict(X, W, b)
    return mse_loss(y, y_hat)


def unscale(W, b, X_mean, X_std, y_mean, y_std):
    """Parameters in the original units of a model fitted on standardized X and y.

    Returns W (D, 1), b (1,).
    """
    W_new = W * y_std / X_std.reshape(-1, 1)
    b_new = b * y_std + y_mean - np.sum(W_new.T * X_mean, axis=1)
    return W_new, b_new


def run_experiment(X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """The whole lesson on raw data.

    Standardize X and y with the training statistics, init_weights from rng, train, evaluate on both
    sets, unscale. Returns a dict with the keys train_mse, test_mse (standardized units), W, b
    (original units) and losses.
    """
    X_mean = np.mean(X_train, axis=0)
    X_std = np.std(X_train, axis=0)
    y_mean = np.mean(y_train, axis=0)
    y_std = np.std(y_train, axis=0)
    X_train_s = (X_train - X_mean) / X_std
    y_train_s = (y_train - y_mean) / y_std
    X_test_s = (X_test - X_mean) / X_std
    y_test_s = (y_test - y_mean) / y_std
    W, b = init_weights(X_train.shape[1], 1, rng)
    W, b, losses = train(X_train_s, y_train_s, W, b, learning_rate, num_epochs)
    out = {}
    out["train_mse"] = evaluate(X_train_s, y_train_s, W, b)
    out["test_mse"] = evaluate(X_test_s, y_test_s, W, b)
    out["losses"] = losses
    out["W"], out["b"] = unscale(W, b, X_mean, X_std, y_mean, y_std)
    return out
