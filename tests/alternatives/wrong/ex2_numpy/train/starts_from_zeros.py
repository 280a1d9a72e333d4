"""Ignores the given W and b and starts from zeros; right only where zeros are given."""

import numpy as np


def train(X, y, W, b, learning_rate, num_epochs):
    W = np.zeros((X.shape[1], 1))
    b = np.zeros(1)
    losses = []
    for _ in range(num_epochs):
        y_hat = predict(X, W, b)
        losses.append(mse_loss(y, y_hat))
        dW, db = gradients(X, y, y_hat)
        W, b = update(W, b, dW, db, learning_rate)
    return W, b, losses
