"""Unit 3's reference prints what the PyTorch lesson prints."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import numpy as np
import pytest
import torch

ROOT = Path(__file__).resolve().parents[2]
TOLD = json.loads((ROOT / "tests" / "golden" / "lessons.json").read_text("utf-8"))["torch_lesson"]


def solution(unit):
    spec = importlib.util.spec_from_file_location(f"solution_{unit}", ROOT / "solutions" / f"{unit}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


lesson = solution("ex3_torch")


@pytest.fixture
def seeded():
    """The lesson's inputs, and its model after them, out of one stream of random numbers."""
    with torch.random.fork_rng():
        torch.manual_seed(TOLD["manual_seed"])
        inputs = torch.randn(3, 1)
        return inputs, lesson.LinearRegression(1, 1)


def test_the_inputs(seeded):
    np.testing.assert_allclose(seeded[0].ravel(), TOLD["randn_3x1"], atol=5e-8)


def test_the_parameters(seeded):
    assert round(seeded[1].fc1.weight.item(), 2) == TOLD["weight"]
    assert round(seeded[1].fc1.bias.item(), 2) == TOLD["bias"]


def test_the_outputs(seeded):
    inputs, model = seeded
    np.testing.assert_allclose(model(inputs).detach().ravel(), TOLD["outputs"], atol=5e-8)


def test_the_loss_of_the_example():
    y, y_hat = lesson.to_tensors(np.array([[0.0], [0.0], [1.0], [1.0]]), np.array([[1.0], [1.0], [1.0], [0.0]]))
    assert lesson.evaluate(torch.nn.Identity(), y_hat, y) == TOLD["mse_example"]


def trained(seed, weight_decay):
    """The lesson from the data to the training error, and the line in original units."""
    X, y = solution("ex1_data").generate_data(50, np.random.RandomState(1234))
    X_train, _, _, y_train, _, _ = lesson.split_data(X, y, seed)
    X_scaler, y_scaler = lesson.fit_scalers(X_train, y_train)
    data = lesson.to_tensors(X_scaler.transform(X_train), y_scaler.transform(y_train))
    with torch.random.fork_rng():
        torch.manual_seed(TOLD["manual_seed"])
        model = lesson.LinearRegression(1, 1)
    lesson.train(model, *data, 0.1, 100, weight_decay)
    return lesson.evaluate(model, *data), lesson.unscale(model, X_scaler, y_scaler)


@pytest.mark.parametrize("weight_decay", [0.0, 0.01])
def test_the_training_error(weight_decay):
    assert round(trained(0, weight_decay)[0], 2) == TOLD["train_error"]


@pytest.mark.parametrize("seed", [1234, 1, 2, 3])
def test_the_training_error_hangs_little_on_the_split(seed):
    least, most = TOLD["train_error_over_seeds"]
    error, (W, b) = trained(seed, 0.0)
    assert least < error < most
    assert 3.3 < W[0, 0] < 3.6
    assert 5.0 < b[0] < 9.0
