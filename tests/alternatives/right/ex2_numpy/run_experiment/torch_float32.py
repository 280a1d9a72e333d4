"""The training in float32 tensors, arrays returned."""

import numpy as np
import torch


def run_experiment(X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    t = lambda a: torch.tensor(a, dtype=torch.float32)
    W = t(0.01 * rng.standard_normal((X_train.shape[1], 1))).requires_grad_()
    b = torch.zeros(1, requires_grad=True)
    Xtr, ytr, Xte, yte = map(t, (X_train, y_train, X_test, y_test))
    (xs, xm), (ys, ym) = (torch.std_mean(a, 0, correction=0) for a in (Xtr, ytr))
    Xtr, Xte, ytr, yte = (Xtr - xm) / xs, (Xte - xm) / xs, (ytr - ym) / ys, (yte - ym) / ys
    losses = []
    for _ in range(num_epochs):
        loss = (Xtr @ W + b - ytr).square().mean()
        dW, db = torch.autograd.grad(loss, (W, b))
        W = (W - learning_rate * dW).detach().requires_grad_()
        b = (b - learning_rate * db).detach().requires_grad_()
        losses.append(loss.item())
    with torch.no_grad():
        W_raw = W * ys / xs[:, None]
        return {
            "train_mse": (Xtr @ W + b - ytr).square().mean().item(),
            "test_mse": (Xte @ W + b - yte).square().mean().item(),
            "W": W_raw.numpy(),
            "b": (ym + ys * b - xm @ W_raw).numpy(),
            "losses": np.array(losses),
        }
