"""The reference of unit 5 fits the lesson's line, and diverges where the lesson says so."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def lesson():
    spec = importlib.util.spec_from_file_location("solution_ex5", ROOT / "solutions" / "ex5_design_matrix.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def line():
    """y = 3 x plus small noise: 500 examples in [0, 1)."""
    rng = np.random.default_rng(1234)
    X = rng.uniform(size=(1, 500))
    return X, 3 * X + 0.05 * rng.standard_normal((1, 500))


def test_ten_thousand_iterations_at_a_hundredth_find_the_line(lesson, line):
    X, y = line
    model = lesson.LinearRegression()
    W = model.fit(X, y)
    slope, intercept = np.polyfit(X[0], y[0], 1)
    np.testing.assert_allclose(W, [[intercept], [slope]], atol=0.05)
    assert len(model.losses) == 10_000
    assert np.all(np.diff(model.losses) <= 0)
    assert model.losses[0] == pytest.approx(np.mean(y**2))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_learning_rate_of_100_diverges_to_nan(lesson, line):
    model = lesson.LinearRegression(100, 1000)
    W = model.fit(*line)
    assert np.isnan(W).all()
    assert len(model.losses) == 1000
    assert np.isnan(model.losses[-1])
