"""The reference of unit 4 against scikit-learn, on a data set in which regularization has something to do."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import ElasticNet, Ridge

ROOT = Path(__file__).resolve().parents[2]
LAM = 0.5


@pytest.fixture(scope="module")
def ridge():
    spec = importlib.util.spec_from_file_location("solution_ex4_ridge", ROOT / "solutions" / "ex4_ridge.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def data():
    """Twelve samples of four features, the last of which is nearly the sum of the first two."""
    rng = np.random.default_rng(1234)
    X = rng.standard_normal((12, 4))
    X[:, 3] = X[:, 0] + X[:, 1] + 1e-4 * X[:, 3]
    return X, X @ np.array([[1.0], [2.0], [-1.0], [0.5]]) + 0.3 * rng.standard_normal((12, 1))


def test_the_closed_form_is_that_of_scikit_learn(ridge, data):
    X, y = data
    expected = Ridge(alpha=LAM, fit_intercept=False, tol=1e-10).fit(X, y.ravel()).coef_
    np.testing.assert_allclose(ridge.solve_ridge(X, y, LAM).ravel(), expected, rtol=1e-9)


def test_descent_arrives_at_the_closed_form(ridge, data):
    X, y = data
    W, losses = ridge.train_ridge(X, y, np.zeros((4, 1)), LAM, 0.02, 3000)
    np.testing.assert_allclose(W, ridge.solve_ridge(X, y, LAM), rtol=1e-6)
    assert losses[0] == pytest.approx(0.5 * np.sum(y**2))
    assert losses[-1] == pytest.approx(ridge.ridge_loss(X, y, W, LAM))
    assert np.all(np.diff(losses) <= 1e-12)


def test_collinear_features_have_huge_weights_without_a_penalty_only(ridge, data):
    X, y = data
    assert np.abs(ridge.solve_ridge(X, y, 0.0)).max() > 100
    assert np.abs(ridge.solve_ridge(X, y, LAM)).max() < 3


def test_more_features_than_samples(ridge, data):
    X, y = data[0][:3], data[1][:3]
    W = ridge.solve_ridge(X, y, LAM)
    np.testing.assert_allclose(ridge.ridge_gradient(X, y, W, LAM), 0, atol=1e-12)


def test_elastic_net_of_scikit_learn_is_the_lowest_point(ridge, data):
    """Its objective is 1/(2N) sum of squares + alpha l1_ratio sum |W| + alpha (1 - l1_ratio) / 2 sum W^2."""
    X, y = data
    model = ElasticNet(alpha=0.4, l1_ratio=0.75, fit_intercept=False, tol=1e-12, max_iter=100_000).fit(X, y.ravel())
    W = model.coef_[:, None]
    l1, l2 = 0.4 * 0.75, 0.4 * 0.25
    slope = X.T @ (X @ W - y) / len(X) + ridge.elastic_net_subgradient(W, l1, l2)
    np.testing.assert_allclose(slope[W != 0], 0, atol=1e-6)
    assert np.all(np.abs(slope[W == 0]) <= l1)
    assert (W == 0).any()

    def objective(weights):
        return float(np.mean((X @ weights - y) ** 2)) / 2 + ridge.elastic_net_penalty(weights, l1, l2)

    rng = np.random.default_rng(0)
    assert all(objective(W) < objective(W + 0.01 * rng.standard_normal(W.shape)) for _ in range(20))
