"""Unit 2: linear regression in NumPy."""

import numpy as np


def init_weights(input_dim, output_dim, rng):
    """W (D, K): 0.01 times standard normal draws of rng; b (K,): zeros."""
    return 0.01*rng.standard_normal((input_dim, output_dim)), np.zeros(output_dim)


def predict(X, W, b):
    """The model: X W + b, (N, K)."""
    return X@W + b


def mse_loss(y, y_hat):
    """Mean squared error, (1/N) sum (y_hat - y)^2, as a float."""
    d = y_hat - y
    return np.mean(d*d)


def gradients(X, y, y_hat):
    """Gradients of the mean squared error by W and b.

    Returns dW (D, 1), db (1,). Must work for any number of features D.
    """
    N = len(X)
    return 2/N*X.T@(y_hat - y), 2/N*np.sum(y_hat - y, axis=0)


def update(W, b, dW, db, learning_rate):
    """One step of gradient descent. Returns new arrays W, b."""
    W -= learning_rate*dW
    b -= learning_rate*db
    return W, b


def train(X, y, W, b, learning_rate, num_epochs):
    """Full-batch gradient descent from the given W, b.

    losses[t] is the MSE before update t. Returns W, b, losses.
    """
    losses = []
    W, b = W.copy(), b.copy()
    for i in range(num_epochs):
        y_hat = predict(X, W, b)
        losses.append(mse_loss(y, y_hat))
        W, b = update(W, b, *gradients(X, y, y_hat), learning_rate)
    return W, b, losses


def evaluate(X, y, W, b):
    """MSE of the model on (X, y)."""
    return np.sqrt(mse_loss(y, predict(X, W, b)))


def unscale(W, b, X_mean, X_std, y_mean, y_std):
    """Parameters in the original units of a model fitted on standardized X and y.

    Returns W (D, 1), b (1,).
    """
    W2 = W*y_std/X_std[:, None]
    return W2, y_mean + y_std*b - X_mean@W2


def run_experiment(X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """The whole lesson on raw data.

    Standardize X and y with the training statistics, init_weights from rng, train, evaluate on both
    sets, unscale. Returns a dict with the keys train_mse, test_mse (standardized units), W, b
    (original units) and losses.
    """
    mx, sx = X_train.mean(axis=0), X_train.std(axis=0)
    my, sy = y_train.mean(axis=0), y_train.std(axis=0)
    Xtr, ytr = (X_train - mx)/sx, (y_train - my)/sy
    Xte, yte = (X_test - mx)/sx, (y_test - my)/sy
    W, b = init_weights(Xtr.shape[1], 1, rng)
    W, b, losses = train(Xtr, ytr, W, b, learning_rate, num_epochs)
    W0, b0 = unscale(W, b, mx, sx, my, sy)
    return {'train_mse': evaluate(Xtr, ytr, W, b), 'test_mse': evaluate(Xte, yte, W, b),
            'W': W0, 'b': b0, 'losses': losses}
