"""Unit 2: linear regression in NumPy."""

import numpy as np
import sys


def init_weights(input_dim, output_dim, rng):
    """W (D, K): 0.01 times standard normal draws of rng; b (K,): zeros."""
    return rng.standard_normal((input_dim, output_dim)) * 0.01, np.zeros(output_dim)


def predict(X, W, b):
    """The model: X W + b, (N, K)."""
    return X @ W + b


def mse_loss(y, y_hat):
    """Mean squared error, (1/N) sum (y_hat - y)^2, as a float."""
    return np.mean((y - y_hat) ** 2)


def gradients(X, y, y_hat):
    """Gradients of the mean squared error by W and b.

    Returns dW (D, 1), db (1,). Must work for any number of features D.
    """
    n = len(y)
    dW = 2 / n * X.T @ (y_hat - y)
    db = 2 / n * np.sum(y_hat - y, axis=0)
    return dW, db


def update(W, b, dW, db, learning_rate):
    """One step of gradient descent. Returns new arrays W, b."""
    return W - learning_rate * dW, b - learning_rate * db


def train(X, y, W, b, learning_rate, num_epochs):
    """Full-batch gradient descent from the given W, b.

    losses[t] is the MSE before update t. Returns W, b, losses.
    """
    losses = []
    for _ in range(num_epochs):
        y_hat = predict(X, W, b)
        losses.append(mse_loss(y, y_hat))
        dW, db = gradients(X, y, y_hat)
        W, b = update(W, b, dW, db, learning_rate)
    return W, b, losses


def evaluate(X, y, W, b):
    """MSE of the model on (X, y)."""
    return mse_loss(y, predict(X, W, b))


def unscale(W, b, X_mean, X_std, y_mean, y_std):
    """Parameters in the original units of a model fitted on standardized X and y.

    Returns W (D, 1), b (1,).
    """
    Wu = W * y_std / X_std.reshape(-1, 1)
    bu = y_mean + b * y_std - X_mean.dot(Wu)
    return Wu, bu


def run_experiment(X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """The whole lesson on raw data.

    Standardize X and y with the training statistics, init_weights from rng, train, evaluate on both
    sets, unscale. Returns a dict with the keys train_mse, test_mse (standardized units), W, b
    (original units) and losses.
    """
    mx, sx = X_train.mean(axis=0), X_train.std(axis=0)
    my, sy = y_train.mean(axis=0), y_train.std(axis=0)
    Xa, ya = (X_train - mx) / sx, (y_train - my) / sy
    Xb, yb = (X_test - mx) / sx, (y_test - my) / sy
    W, b = init_weights(Xa.shape[1], 1, rng)
    W, b, losses = train(Xa, ya, W, b, learning_rate, num_epochs)
    Wu, bu = unscale(W, b, mx, sx, my, sy)
    return {"train_mse": evaluate(Xa, ya, W, b), "test_mse": evaluate(Xb, yb, W, b), "W": Wu, "b": bu, "losses": losses}


# try it out
rng = np.random.default_rng(0)
X = np.arange(50.0).reshape(-1, 1)
y = 3.5 * X + rng.uniform(-10, 20, size=(50, 1))
results = run_experiment(X[:35], y[:35], X[42:], y[42:], rng)
print("train", results["train_mse"], "test", results["test_mse"])
print("y =", results["W"].item(), "X +", results["b"].item())
if results["train_mse"] > 0.1:
    print("something is wrong!")
    sys.exit(1)
print("all good")
sys.exit()
