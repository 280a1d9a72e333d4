"""Unit 2: linear regression in NumPy."""

import numpy as np
import pandas as pd
from sklearn.metrics import mean_squared_error
from sklearn.preprocessing import StandardScaler


def init_weights(input_dim, output_dim, rng):
    """W (D, K): 0.01 times standard normal draws of rng; b (K,): zeros."""
    W = 0.01 * rng.standard_normal((input_dim, output_dim))
    b = np.zeros(output_dim)
    return W, b


def predict(X, W, b):
    """The model: X W + b, (N, K)."""
    return X.dot(W) + b


def mse_loss(y, y_hat):
    """Mean squared error, (1/N) sum (y_hat - y)^2, as a float."""
    return mean_squared_error(y, y_hat)


def gradients(X, y, y_hat):
    """Gradients of the mean squared error by W and b.

    Returns dW (D, 1), db (1,). Must work for any number of features D.
    """
    residuals = y_hat - y
    dW = 2 * X.T.dot(residuals) / len(X)
    db = 2 * residuals.mean(axis=0)
    return dW, db


def update(W, b, dW, db, learning_rate):
    """One step of gradient descent. Returns new arrays W, b."""
    return W - learning_rate * dW, b - learning_rate * db


def train(X, y, W, b, learning_rate, num_epochs):
    """Full-batch gradient descent from the given W, b.

    losses[t] is the MSE before update t. Returns W, b, losses.
    """
    history = pd.DataFrame(index=range(num_epochs), columns=["loss"], dtype=float)
    for epoch in history.index:
        y_hat = predict(X, W, b)
        history.loc[epoch, "loss"] = mse_loss(y, y_hat)
        dW, db = gradients(X, y, y_hat)
        W, b = update(W, b, dW, db, learning_rate)
    return W, b, history["loss"].tolist()


def evaluate(X, y, W, b):
    """MSE of the model on (X, y)."""
    return mean_squared_error(y, predict(X, W, b))


def unscale(W, b, X_mean, X_std, y_mean, y_std):
    """Parameters in the original units of a model fitted on standardized X and y.

    Returns W (D, 1), b (1,).
    """
    W_new = (W * y_std) / X_std.reshape(-1, 1)
    b_new = y_mean + b * y_std - X_mean.reshape(1, -1).dot(W_new).ravel()
    return W_new, b_new


def run_experiment(X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """The whole lesson on raw data.

    Standardize X and y with the training statistics, init_weights from rng, train, evaluate on both
    sets, unscale. Returns a dict with the keys train_mse, test_mse (standardized units), W, b
    (original units) and losses.
    """
    X_scaler = StandardScaler().fit(X_train)
    y_scaler = StandardScaler().fit(y_train)
    X_tr, X_te = X_scaler.transform(X_train), X_scaler.transform(X_test)
    y_tr, y_te = y_scaler.transform(y_train), y_scaler.transform(y_test)

    W, b = init_weights(X_tr.shape[1], 1, rng)
    W, b, losses = train(X_tr, y_tr, W, b, learning_rate, num_epochs)
    results = {"train_mse": evaluate(X_tr, y_tr, W, b), "test_mse": evaluate(X_te, y_te, W, b), "losses": losses}
    results["W"], results["b"] = unscale(
        W, b, X_scaler.mean_, X_scaler.scale_, y_scaler.mean_, y_scaler.scale_
    )
    return results
