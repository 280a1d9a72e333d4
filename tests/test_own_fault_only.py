"""An exercise and one that it calls are both wrong, or the one that is called keeps something: each costs its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from classroom import about, exam

from grader.catalog import LIBRARIES
from grader.results import Outcome, UnitResult
from grader.run import UnitRun
from grader.sandbox.local import LocalPlace
from grader.sandbox.place import Source
from grader.score import Marker

ROOT = Path(__file__).resolve().parents[1]
PLACE = LocalPlace(LIBRARIES)

SLOPES_WITHOUT_TWO = """
def gradients(X, y, y_hat):
    return X.T @ (y_hat - y) / len(X), (y_hat - y).sum(axis=0) / len(X)
"""
MOMENTUM = """
kept = {}
def gradients(X, y, y_hat):
    dW, db = 2 / len(X) * (X.T @ (y_hat - y)), 2 / len(X) * (y_hat - y).sum(axis=0)
    old = kept.get(X.shape, (dW, db))
    kept[X.shape] = 0.9 * old[0] + 0.1 * dW, 0.9 * old[1] + 0.1 * db
    return kept[X.shape]
"""
LOSS_AFTER = """
def train(X, y, W, b, learning_rate, num_epochs):
    losses = []
    for _ in range(num_epochs):
        W, b = update(W, b, *gradients(X, y, predict(X, W, b)), learning_rate)
        losses.append(mse_loss(y, predict(X, W, b)))
    return W, b, losses
"""
ADDED = LOSS_AFTER.replace("W, b = update(W, b, *gradients(X, y, predict(X, W, b)), learning_rate)", "step()").replace(
    "    losses = []",
    """    losses = []
    def step():
        nonlocal W, b
        dW, db = gradients(X, y, predict(X, W, b))
        W, b = W + learning_rate * dW, b + learning_rate * db""",
)
GROWING = """
_train, every_loss = train, []
def train(X, y, W, b, learning_rate, num_epochs):
    W, b, losses = _train(X, y, W, b, learning_rate, num_epochs)
    every_loss.extend(losses)
    return W, b, every_loss
"""
COUNTED_WEIGHTS = """
times = 0
def init_weights(input_dim, output_dim, rng):
    global times
    times += 1
    return 0.01 * times * rng.standard_normal(size=(input_dim, output_dim)), np.zeros(output_dim)
"""
B_WITHOUT_MEAN = """
def unscale(W, b, X_mean, X_std, y_mean, y_std):
    return W * y_std / X_std.reshape(-1, 1), b * y_std + y_mean
"""
OWN_TEST_STATISTICS = """
_experiment = run_experiment
def run_experiment(X_train, y_train, X_test, y_test, rng, learning_rate=0.1, num_epochs=100):
    result = _experiment(X_train, y_train, X_test, y_test, rng, learning_rate, num_epochs)
    return {**result, "test_mse": result["test_mse"] + 1.0}
"""
TWICE_THE_PULL = """
def ridge_gradient(X, y, W, lam):
    return X.T @ (X @ W - y) + 2 * lam * W
"""
IN_PLACE = """
_ridge = train_ridge
def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    losses = []
    for _ in range(num_epochs):
        losses.append(ridge_loss(X, y, W, lam))
        W -= learning_rate * ridge_gradient(X, y, W, lam)
    return W, losses
"""
MEAN_OF_SQUARES = """
def sse_loss(y_hat, y):
    return ((y_hat - y) ** 2).mean()
"""
LATE_LOSS = """
_step = train_step
def train_step(X, y, w1, b1, learning_rate):
    _step(X, y, w1, b1, learning_rate)
    return sse_loss(forward(X, w1, b1), y).item()
"""
COUNTED_LOSS = """
seen = []
def loss(self, y_hat, y):
    seen.append(y)
    return float(np.sum((y_hat - y) ** 2) / y.shape[1] / len(seen))
LinearRegression.loss = loss
"""

OTHER_NAME = """
class LinearRegression(nn.Module):
    def __init__(self, input_dim, output_dim):
        super().__init__()
        self.linear = nn.Linear(input_dim, output_dim, bias=False)
    def forward(self, x_in):
        return self.linear(x_in)
_fc1 = unscale
def unscale(model, X_scaler, y_scaler):
    class Alike:
        fc1 = model.linear
    return _fc1(Alike, X_scaler, y_scaler)
"""
UNREGISTERED = """
class LinearRegression(nn.Module):
    def __init__(self, input_dim, output_dim):
        super().__init__()
        self.weight, self.bias = torch.randn(output_dim, input_dim), torch.zeros(output_dim)
    def forward(self, x_in):
        return x_in @ self.weight.T + self.bias
_fc1 = unscale
def unscale(model, X_scaler, y_scaler):
    class Alike:
        fc1 = model
    return _fc1(Alike, X_scaler, y_scaler)
"""


@cache
def marked(unit: str, wrong: str) -> UnitResult:
    source = (ROOT / "solutions" / f"{unit}.py").read_bytes() + wrong.encode()
    run = UnitRun(exam(unit), PLACE, Source(unit, f"{unit}.py", (source,)), PLACE.limits)
    try:
        result = Marker(run, shrink=False).unit()
    finally:
        run.close()
    assert result.problem is None
    return result


def lost(unit: str, wrong: str) -> dict[str, set[str]]:
    """Which checks of which exercises score nothing because of themselves."""
    found = {
        exercise.name: {check.name for check in exercise.checks if check.outcome != Outcome.PASSED}
        for exercise in marked(unit, wrong).exercises
    }
    return {name: checks for name, checks in found.items() if checks}


@pytest.mark.parametrize(
    ("unit", "called", "callee", "calls", "caller"),
    [
        about("ex2_numpy", "gradients", SLOPES_WITHOUT_TWO, "train", LOSS_AFTER),
        about("ex2_numpy", "unscale", B_WITHOUT_MEAN, "run_experiment", OWN_TEST_STATISTICS),
        about("ex4_ridge", "ridge_gradient", TWICE_THE_PULL, "train_ridge", IN_PLACE),
        about("ex6_autograd", "sse_loss", MEAN_OF_SQUARES, "train_step", LATE_LOSS),
    ],
)
def test_both_wrong_lose_what_each_loses_alone(unit, called, callee, calls, caller):
    alone = {**lost(unit, callee), **lost(unit, caller)}
    assert set(alone) == {called, calls}
    assert lost(unit, callee + caller) == alone


@pytest.mark.xdist_group("ex2_numpy")
def test_what_is_called_is_to_be_mended_first():
    both = {one.name: one for one in marked("ex2_numpy", SLOPES_WITHOUT_TWO + LOSS_AFTER).exercises}
    failed = [check for check in both["train"].checks if check.outcome == Outcome.FAILED]
    assert failed
    assert all(check.hint.endswith(" Mend gradients first: what is seen here comes from both.") for check in failed)
    assert not any("Mend" in check.hint for check in both["gradients"].checks)
    alone = {one.name: one for one in marked("ex2_numpy", LOSS_AFTER).exercises}
    assert not any("Mend" in check.hint for check in alone["train"].checks)


@pytest.mark.parametrize(
    ("unit", "exercise", "wrong"),
    [
        about("ex2_numpy", "train", GROWING),
        about("ex2_numpy", "gradients", MOMENTUM),
        about("ex2_numpy", "init_weights", COUNTED_WEIGHTS),
        about("ex5_design_matrix", "LinearRegression.loss", COUNTED_LOSS),
    ],
)
def test_what_keeps_something_costs_nothing_where_it_is_called(unit, exercise, wrong):
    assert set(lost(unit, wrong)) == {exercise}


@pytest.mark.parametrize("wrong", [OTHER_NAME, UNREGISTERED])
@pytest.mark.xdist_group("ex3_torch")
def test_unscale_is_judged_by_a_model_that_is_called_like_their_own(wrong):
    assert set(lost("ex3_torch", wrong)) == {"LinearRegression"}


@pytest.mark.xdist_group("ex2_numpy")
def test_a_caller_is_not_excused_by_what_it_does_not_call_right():
    """It climbs by its own code, whatever the gradients are: nothing of what it gives is explained by them."""
    alone, both = lost("ex2_numpy", ADDED)["train"], lost("ex2_numpy", MOMENTUM + ADDED)["train"]
    assert {"weights_match_gradient_descent", "bias_matches_gradient_descent", "losses_fall"} <= alone
    assert {"weights_match_gradient_descent", "bias_matches_gradient_descent"} <= both
