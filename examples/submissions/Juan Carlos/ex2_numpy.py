"""Unit 2: linear regression in NumPy."""

import numpy as np


def init_weights(input_dim, output_dim, rng):
    """W (D, K): 0.01 times standard normal draws of rng; b (K,): zeros."""
    W = np.zeros((input_dim, output_dim))
    azar = rng.standard_normal((input_dim, output_dim))
    for i in range(input_dim):
        for k in range(output_dim):
            W[i, k] = 0.01 * azar[i, k]
    b = np.zeros(output_dim)
    return W, b


def predict(X, W, b):
    """The model: X W + b, (N, K)."""
    n = X.shape[0]
    resultado = np.zeros((n, W.shape[1]))
    for k in range(W.shape[1]):
        columna = b[k]
        # sumo una caracteristica a la vez
        for j in range(W.shape[0]):
            columna = columna + X[:, j] * W[j, k]
        resultado[:, k] = columna
    return resultado


def mse_loss(y, y_hat):
    """Mean squared error, (1/N) sum (y_hat - y)^2, as a float."""
    total = 0.0
    for i in range(len(y)):
        error = y_hat[i, 0] - y[i, 0]
        total = total + error * error
    return float(total / len(y))


def gradients(X, y, y_hat):
    """Gradients of the mean squared error by W and b.

    Returns dW (D, 1), db (1,). Must work for any number of features D.
    """
    n = X.shape[0]
    dW = np.zeros((X.shape[1], 1))
    db = np.zeros(1)
    for i in range(n):
        error = y_hat[i, 0] - y[i, 0]
        # derivada de error**2 es 2*error*x
        for j in range(X.shape[1]):
            dW[j, 0] = dW[j, 0] + 2 * error * X[i, j]
        db[0] = db[0] + 2 * error
    dW = dW / n
    db = db / n
    return dW, db


def update(W, b, dW, db, learning_rate):
    """One step of gradient descent. Returns new arrays W, b."""
    W_nuevo = np.zeros(W.shape)
    for i in range(W.shape[0]):
        for k in range(W.shape[1]):
            W_nuevo[i, k] = W[i, k] - learning_rate * dW[i, k]
    b_nuevo = np.zeros(b.shape)
    for k in range(len(b)):
        b_nuevo[k] = b[k] - learning_rate * db[k]
    return W_nuevo, b_nuevo


def train(X, y, W, b, learning_rate, num_epochs):
    """Full-batch gradient descent from the given W, b.

    losses[t] is the MSE before update t. Returns W, b, losses.
    """
    losses = []
    for epoca in range(num_epochs):
        y_hat = predict(X, W, b)
        perdida = mse_loss(y, y_hat)  # antes de actualizar!
        losses.append(perdida)
        if epoca % 10 == 0:
            print("epoca", epoca, "perdida", round(perdida, 3))
        dW, db = gradients(X, y, y_hat)
        W, b = update(W, b, dW, db, learning_rate)
    return W, b, losses


def evaluate(X, y, W, b):
    """MSE of the model on (X, y)."""
    y_hat = predict(X, W, b)
    return mse_loss(y, y_hat)


def unscale(W, b, X_mean, X_std, y_mean, y_std):
    """Parameters in the original units of a model fitted on standardized X and y.

    Returns W (D, 1), b (1,).
    """
    W_original = np.zeros((len(W), 1))
    b_original = b[0] * y_std[0] + y_mean[0]
    for j in range(len(W)):
        W_original[j, 0] = W[j, 0] * y_std[0] / X_std[j]
        b_original = b_original - W_original[j, 0] * X_mean[j]
    return W_original, np.array([b_original])


def run_experiment(X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """The whole lesson on raw data.

    Standardize X and y with the training statistics, init_weights from rng, train, evaluate on both
    sets, unscale. Returns a dict with the keys train_mse, test_mse (standardized units), W, b
    (original units) and losses.
    """
    # medias y desviaciones SOLO de train
    X_media = X_train.mean(axis=0)
    X_desv = X_train.std(axis=0)
    y_media = y_train.mean(axis=0)
    y_desv = y_train.std(axis=0)
    X_train_s = (X_train - X_media) / X_desv
    X_test_s = (X_test - X_media) / X_desv
    y_train_s = (y_train - y_media) / y_desv
    y_test_s = (y_test - y_media) / y_desv

    W, b = init_weights(X_train.shape[1], 1, rng)
    W, b, losses = train(X_train_s, y_train_s, W, b, learning_rate, num_epochs)
    error_train = evaluate(X_train_s, y_train_s, W, b)
    error_test = evaluate(X_test_s, y_test_s, W, b)
    print("train", error_train, "test", error_test)
    W_orig, b_orig = unscale(W, b, X_media, X_desv, y_media, y_desv)

    resultado = {}
    resultado["train_mse"] = error_train
    resultado["test_mse"] = error_test
    resultado["W"] = W_orig
    resultado["b"] = b_orig
    resultado["losses"] = losses
    return resultado
