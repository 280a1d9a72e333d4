"""The reference of unit 6 finds what the lesson prints."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest
import torch

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = json.loads((ROOT / "tests" / "golden" / "lessons.json").read_text("utf-8"))["perceptron_lesson"]


@pytest.fixture(scope="module")
def unit():
    spec = importlib.util.spec_from_file_location("solution_ex6", ROOT / "solutions" / "ex6_autograd.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_points(unit):
    assert unit.X_TRAIN.shape == unit.Y_TRAIN.shape == (25, 1)
    assert unit.X_TRAIN.dtype == unit.Y_TRAIN.dtype == torch.float32
    torch.testing.assert_close(unit.X_TRAIN.ravel(), torch.tensor(GOLDEN["x_train"], dtype=torch.float32))
    torch.testing.assert_close(unit.Y_TRAIN.ravel(), torch.tensor(GOLDEN["y_train"], dtype=torch.float32))


@pytest.mark.parametrize("seed", [0, 1])
def test_the_trained_perceptron(unit, seed):
    w1, b1 = unit.init_parameters(1, 1, torch.Generator().manual_seed(seed))
    losses = unit.train(unit.X_TRAIN, unit.Y_TRAIN, w1, b1)
    assert len(losses) == GOLDEN["num_iterations"]
    assert w1.item() == pytest.approx(GOLDEN["w1"], abs=5e-5)
    assert b1.item() == pytest.approx(GOLDEN["b1"], abs=5e-4)
    assert losses[-1] == pytest.approx(GOLDEN["loss"], abs=5e-5)


def test_it_is_the_least_squares_line(unit):
    design = torch.cat([unit.X_TRAIN, torch.ones_like(unit.X_TRAIN)], dim=1).double()
    w1, b1 = torch.linalg.lstsq(design, unit.Y_TRAIN.double()).solution.ravel().tolist()
    assert (w1, b1) == (pytest.approx(GOLDEN["w1"], abs=5e-5), pytest.approx(GOLDEN["b1"], abs=5e-4))
