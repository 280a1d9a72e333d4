"""Unit 3's lesson: the same in PyTorch, with and without weight decay."""

from __future__ import annotations

import numpy as np
import torch

from .ex1_data import SAMPLES, SEED
from .page import Page, losses, solution


def tell(page: Page) -> None:
    words = page.solution
    torch.manual_seed(SEED)
    inputs = torch.randn(3, 1)
    model = words.LinearRegression(1, 1)
    page.line("inputs", inputs, ".4f")
    page.line("weight and bias", [model.fc1.weight.item(), model.fc1.bias.item()], ".2f")
    page.line("outputs", model(inputs).detach(), ".4f")
    y_hat, y = words.to_tensors(np.array([[0.0], [0.0], [1.0], [1.0]]), np.array([[1.0], [1.0], [1.0], [0.0]]))
    page.line("MSE of (0, 0, 1, 1), (1, 1, 1, 0)", words.evaluate(torch.nn.Identity(), y_hat, y), ".2f")

    X, y = solution("ex1_data").generate_data(SAMPLES, np.random.RandomState(SEED))
    X_train, _, X_test, y_train, _, y_test = words.split_data(X, y, 0)
    scalers = words.fit_scalers(X_train, y_train)
    train, test = ([scale.transform(part) for scale, part in zip(scalers, pair, strict=True)]
                   for pair in ((X_train, y_train), (X_test, y_test)))  # fmt: skip
    curves = {}
    for decay in (0.0, 0.01):
        torch.manual_seed(SEED)
        model = words.LinearRegression(1, 1)
        told = "no weight decay" if decay == 0 else f"weight decay {decay:g}"
        curves[told] = words.train(model, *words.to_tensors(*train), 0.1, 100, decay)
        errors = [words.evaluate(model, *words.to_tensors(*part)) for part in (train, test)]
        page.line(f"MSE, train and test, {told}", errors, ".2f")
        W, b = words.unscale(model, *scalers)
        page.line("the line", f"y = {W[0, 0]:.1f} X + {b[0]:.1f}")
    losses(page, curves, "Adam at 0.1")
