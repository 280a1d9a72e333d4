"""Returns the loss tensor with its autograd graph instead of a float, for every input."""

from torch import nn


def evaluate(model, X, y):
    return nn.MSELoss()(model(X), y)
