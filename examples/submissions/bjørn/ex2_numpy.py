"""Unit 2: linear regression in NumPy."""

import numpy as np


def init_weights(input_dim, output_dim, rng):
    """W (D, K): 0.01 times standard normal draws of rng; b (K,): zeros."""
    W = 0.01 * rng.standard_normal((input_dim, output_dim))
    b = np.zeros(output_dim)
    return W, b


def predict(X, W, b):
    """The model: X W + b, (N, K)."""
    return X * W + b


def mse_loss(y, y_hat):
    """Mean squared error, (1/N) sum (y_hat - y)^2, as a float."""
    return np.mean((y - y_hat) ** 2)


def gradients(X, y, y_hat):
    """Gradients of the mean squared error by W and b.

    Returns dW (D, 1), db (1,). Must work for any number of features D.
    """
    # dW = 2/N * X^T (y_hat - y) ?
    error = y_hat - y
    dW = 2 / len(X) * X.T @ error
    # db =


def update(W, b, dW, db, learning_rate):
    """One step of gradient descent. Returns new arrays W, b."""
    W = W + learning_rate * dW
    b = b + learning_rate * db
    return W, b


def train(X, y, W, b, learning_rate, num_epochs):
    """Full-batch gradient descent from the given W, b.

    losses[t] is the MSE before update t. Returns W, b, losses.
    """
    losses = []
    for epoch in range(epochs):
        y_hat = predict(X, W, b)
        losses.append(mse_loss(y, y_hat))
        dW, db = gradients(X, y, y_hat)
        W, b = update(W, b, dW, db, learning_rate)
    return W, b, losses


def evaluate(X, y, W, b):
    """MSE of the model on (X, y)."""
    # TODO: your code here
    raise NotImplementedError


def unscale(W, b, X_mean, X_std, y_mean, y_std):
    """Parameters in the original units of a model fitted on standardized X and y.

    Returns W (D, 1), b (1,).
    """
    # TODO: your code here
    raise NotImplementedError


def run_experiment(X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """The whole lesson on raw data.

    Standardize X and y with the training statistics, init_weights from rng, train, evaluate on both
    sets, unscale. Returns a dict with the keys train_mse, test_mse (standardized units), W, b
    (original units) and losses.
    """
    # TODO: your code here
    raise NotImplementedError
