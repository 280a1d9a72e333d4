"""Runs the model with autograd on and only then calls item(); right value, but a graph is built for every input."""

from torch import nn


def evaluate(model, X, y):
    loss = nn.MSELoss()(model(X), y)
    return loss.item()
