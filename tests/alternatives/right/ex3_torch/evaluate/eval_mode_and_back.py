"""model.eval() and back, try/finally."""

import torch
import torch.nn.functional as F


def evaluate(model, X, y):
    was_training = model.training
    model.eval()
    try:
        with torch.no_grad():
            return F.mse_loss(model(X), y).item()
    finally:
        model.train(was_training)
