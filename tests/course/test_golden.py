"""The reference solutions print what the lessons print, number by number."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = json.loads((ROOT / "tests" / "golden" / "lessons.json").read_text("utf-8"))


def solution(unit):
    spec = importlib.util.spec_from_file_location(f"solution_{unit}", ROOT / "solutions" / f"{unit}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def lesson():
    """The NumPy lesson from its first line to its last, on its one stream of random numbers."""
    data, numpy = solution("ex1_data"), solution("ex2_numpy")
    told = GOLDEN["numpy_lesson"]
    rng = np.random.RandomState(told["random_state"])
    X, y = data.generate_data(told["num_samples"], rng)
    parts = data.split_data(X, y, 0.7, 0.15, rng)
    X_train, _, X_test, y_train, _, y_test = parts
    numpy.init_weights(1, 1, rng)  # the lesson shows the weights once, and draws new ones before it trains
    result = numpy.run_experiment(X_train, y_train, X_test, y_test, rng)
    return {"y": y, "sizes": [len(part) for part in parts[:3]], **result}


def test_the_first_targets(lesson):
    np.testing.assert_allclose(lesson["y"][:5, 0], GOLDEN["numpy_lesson"]["first_targets"], atol=5e-9)


def test_the_sizes_of_the_splits(lesson):
    assert lesson["sizes"] == GOLDEN["numpy_lesson"]["split_sizes"]


@pytest.mark.parametrize(("epoch", "loss"), GOLDEN["numpy_lesson"]["losses_by_epoch"].items())
def test_the_losses(lesson, epoch, loss):
    assert round(lesson["losses"][int(epoch)], 3) == loss


@pytest.mark.parametrize("name", ["train_mse", "test_mse"])
def test_the_errors(lesson, name):
    assert round(lesson[name], 2) == GOLDEN["numpy_lesson"][name]


def test_the_line(lesson):
    assert round(float(lesson["W"][0, 0]), 1) == GOLDEN["numpy_lesson"]["slope"]
    assert round(float(lesson["b"][0]), 1) == GOLDEN["numpy_lesson"]["intercept"]
