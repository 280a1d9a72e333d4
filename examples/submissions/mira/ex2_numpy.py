"""Unit 2: linear regression in NumPy."""

import numpy as np
import torch
import torch.nn.functional as F

# float32 everywhere: it is what the GPU would do


def t32(a):
    return torch.as_tensor(np.asarray(a), dtype=torch.float32)


def init_weights(input_dim, output_dim, rng):
    """W (D, K): 0.01 times standard normal draws of rng; b (K,): zeros."""
    W = 0.01 * rng.standard_normal(size=(input_dim, output_dim))
    return W.astype(np.float32), np.zeros(output_dim, dtype=np.float32)


def predict(X, W, b):
    """The model: X W + b, (N, K)."""
    return torch.addmm(t32(b), t32(X), t32(W)).numpy()


def mse_loss(y, y_hat):
    """Mean squared error, (1/N) sum (y_hat - y)^2, as a float."""
    return F.mse_loss(t32(y_hat), t32(y)).item()


def gradients(X, y, y_hat):
    """Gradients of the mean squared error by W and b.

    Returns dW (D, 1), db (1,). Must work for any number of features D.
    """
    x, err = t32(X), t32(y_hat) - t32(y)
    dW = 2.0 * x.T @ err / x.shape[0]
    db = 2.0 * err.mean(dim=0)
    return dW.numpy(), db.numpy()


def update(W, b, dW, db, learning_rate):
    """One step of gradient descent. Returns new arrays W, b."""
    W = np.asarray(W, dtype=np.float32)
    b = np.asarray(b, dtype=np.float32)
    return W - learning_rate * dW, b - learning_rate * db


def train(X, y, W, b, learning_rate, num_epochs):
    """Full-batch gradient descent from the given W, b.

    losses[t] is the MSE before update t. Returns W, b, losses.
    """
    x, target = t32(X), t32(y)
    w = t32(W).clone().requires_grad_(True)
    bias = t32(b).clone().requires_grad_(True)
    losses = []
    for _ in range(num_epochs):
        loss = F.mse_loss(x @ w + bias, target)
        grad_w, grad_b = torch.autograd.grad(loss, (w, bias))
        losses.append(loss.item())
        with torch.no_grad():
            w -= learning_rate * grad_w
            bias -= learning_rate * grad_b
    return w.detach().numpy(), bias.detach().numpy(), losses


def evaluate(X, y, W, b):
    """MSE of the model on (X, y)."""
    return mse_loss(y, predict(X, W, b))


def unscale(W, b, X_mean, X_std, y_mean, y_std):
    """Parameters in the original units of a model fitted on standardized X and y.

    Returns W (D, 1), b (1,).
    """
    W_raw = t32(W) * t32(y_std) / t32(X_std).unsqueeze(1)
    b_raw = t32(y_mean) + t32(b) * t32(y_std) - t32(X_mean) @ W_raw
    return W_raw.numpy(), b_raw.numpy()


def run_experiment(X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    """The whole lesson on raw data.

    Standardize X and y with the training statistics, init_weights from rng, train, evaluate on both
    sets, unscale. Returns a dict with the keys train_mse, test_mse (standardized units), W, b
    (original units) and losses.
    """
    x_tr, y_tr, x_te, y_te = map(t32, (X_train, y_train, X_test, y_test))
    x_mean, x_std = x_tr.mean(0), x_tr.std(0, unbiased=False)
    y_mean, y_std = y_tr.mean(0), y_tr.std(0, unbiased=False)
    x_tr, x_te = (x_tr - x_mean) / x_std, (x_te - x_mean) / x_std
    y_tr, y_te = (y_tr - y_mean) / y_std, (y_te - y_mean) / y_std
    W, b = init_weights(x_tr.shape[1], 1, rng)
    W, b, losses = train(x_tr, y_tr, W, b, learning_rate, num_epochs)
    W_raw, b_raw = unscale(W, b, x_mean, x_std, y_mean, y_std)
    return {
        "train_mse": evaluate(x_tr, y_tr, W, b),
        "test_mse": evaluate(x_te, y_te, W, b),
        "W": W_raw,
        "b": b_raw,
        "losses": losses,
    }
