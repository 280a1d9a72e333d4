"""The reference of unit 7 learns the lesson's line, and its animation can be saved."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
import torch

mpl.use("Agg")

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = json.loads((ROOT / "tests" / "golden" / "lessons.json").read_text("utf-8"))["animated_lesson"]


@pytest.fixture(scope="module")
def unit():
    spec = importlib.util.spec_from_file_location("solution_ex7", ROOT / "solutions" / "ex7_visualize.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def no_figures_left(unit):
    yield
    unit.plt.close("all")


def lesson(unit, seed):
    """The lesson's points, and a model and an optimizer as it makes them."""
    torch.manual_seed(seed)
    model = torch.nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=GOLDEN["learning_rate"])
    points = unit.sample_line(GOLDEN["num_samples"], GOLDEN["slope"], GOLDEN["intercept"], np.random.default_rng(seed))
    return model, optimizer, *points


@pytest.mark.parametrize("seed", range(5))
def test_the_error_after_training(unit, seed):
    model, optimizer, x, y = lesson(unit, seed)
    losses = [unit.run_epoch(model, optimizer, x, y) for _ in range(GOLDEN["epochs"] + 1)]
    assert losses[-1] < 0.12
    assert losses[-1] < losses[0] / 10


def test_the_animation_trains_as_the_loop_does(unit, tmp_path):
    model, optimizer, x, y = lesson(unit, 0)
    animation = unit.animate_training(model, optimizer, x, y, GOLDEN["slope"], GOLDEN["intercept"], 4)
    animation.save(tmp_path / "training.gif", writer="pillow")
    twin, optimizer, x, y = lesson(unit, 0)
    for _ in range(4):
        unit.run_epoch(twin, optimizer, x, y)
    assert unit.get_param_values(model) == pytest.approx(unit.get_param_values(twin))
    assert (tmp_path / "training.gif").stat().st_size > 0
