"""Squeezes the predictions against a column y, so all N * N pairs are averaged, for every N > 1."""

import torch


def evaluate(model, X, y):
    with torch.no_grad():
        y_pred = model(X).squeeze()
        return ((y_pred - y) ** 2).mean().item()
