"""A caller that is right in a way of its own keeps its points: what it calls is put right for it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from classroom import about, exam

from grader import put_right
from grader.catalog import LIBRARIES
from grader.put_right import _Helper
from grader.run import UnitRun
from grader.sandbox.local import LocalPlace
from grader.sandbox.place import Source
from grader.sandbox.wire import Handle, Opaque
from grader.score import Marker

ROOT = Path(__file__).resolve().parents[1]
PLACE = LocalPlace(LIBRARIES)

# What nobody would do on purpose: the result is not given a name.
UPDATE_LEFT = """
def update(W, b, dW, db, learning_rate):
    W - learning_rate * dW, b - learning_rate * db
    return W, b
"""
DYING_LOSS = """
import os
def mse_loss(y, y_hat):
    os._exit(3)
"""
UNBATCHED = """
def train(X, y, W, b, learning_rate, num_epochs):
    mse_loss(y, y)
    return W, b, [0.0] * num_epochs
"""
LATE_SUPER = """
class LinearRegression(nn.Module):
    def __init__(self, input_dim, output_dim):
        self.layer = nn.Linear(input_dim, output_dim)
        super().__init__()
    def forward(self, x_in):
        return self.layer(x_in)
def unscale(model, X_scaler, y_scaler):
    weight, bias = model.layer.weight.detach().numpy(), model.layer.bias.detach().numpy()
    W = weight.T * y_scaler.scale_ / X_scaler.scale_[:, None]
    return W, bias * y_scaler.scale_ + y_scaler.mean_ - X_scaler.mean_ @ W
"""
UNREGISTERED = """
class LinearRegression(nn.Module):
    def __init__(self, input_dim, output_dim):
        super().__init__()
        self.W, self.b = torch.randn(input_dim, output_dim), torch.zeros(1, output_dim)
    def forward(self, x_in):
        return x_in @ self.W + self.b
def unscale(model, X_scaler, y_scaler):
    W = model.W.numpy() * y_scaler.scale_ / X_scaler.scale_[:, None]
    return W, model.b.numpy().ravel() * y_scaler.scale_ + y_scaler.mean_ - X_scaler.mean_ @ W
"""
WRONG_SIGN = """
def unscale(model, X_scaler, y_scaler):
    W = model.W.numpy() * y_scaler.scale_ / X_scaler.scale_[:, None]
    return W, model.b.numpy().ravel() * y_scaler.scale_ + y_scaler.mean_ + X_scaler.mean_ @ W
"""
TURNED_OFF = """
def train_step(X, y, w1, b1, learning_rate):
    loss = sse_loss(forward(X, w1, b1), y)
    loss.backward()
    for one in (w1, b1):
        one.requires_grad_(False)
        one -= learning_rate * one.grad
        one.grad = None
    return loss.item()
"""
BY_DEFAULT = """
def train(X, y, W, b, learning_rate, num_epochs, *, step=update):
    losses = []
    for _ in range(num_epochs):
        losses.append(mse_loss(y, X @ W + b))
        W, b = step(W, b, *gradients(X, y, X @ W + b), learning_rate)
    return W, b, losses
"""
UPDATE_MISSPELLED = """
def update(W, b, dW, db, learning_rate):
    return W - learning_rat * dW, b - learning_rate * db
"""
EVALUATE_DYING = """
def evaluate(X, y, W, b):
    raise RuntimeError("no")
"""
TIMED = """
import functools
def timed(function):
    @functools.wraps(function)
    def call(*args, **kwargs):
        return function(*args, **kwargs)
    return call
run_experiment = timed(run_experiment)
def mse_loss(y, y_hat):
    return float(np.sum((y - y_hat) ** 2))
"""
TIMED_AND_SHORT = """
untimed = run_experiment
def run_experiment(X_train, y_train, X_test, y_test, rng, *settings):
    return untimed(X_train, y_train, X_test, y_test, rng, *(settings or (0.2, 100)))
def mse_loss(y, y_hat):
    return float(np.sum((y - y_hat) ** 2))
"""
TWO_DEFAULTS = """
def train(X, y, W, b, learning_rate, num_epochs, error=evaluate, step=update):
    losses = []
    for _ in range(num_epochs):
        losses.append(error(X, y, W, b))
        W, b = step(W, b, *gradients(X, y, X @ W + b), learning_rate=learning_rate)
    return W, b, losses
"""
STATIC_LOSS = """
def loss(y_hat, y):
    return float(np.mean((y_hat - y) ** 2)) / n
LinearRegression.loss = staticmethod(loss)
"""
DESCENT_LEFT = """
def gradient_descent(self, X, y, y_hat):
    self.W - self.learning_rate * X.T @ (y_hat - y)
    return self.W
LinearRegression.gradient_descent = gradient_descent
"""
INSERT_LEFT = """
def add_intercept(X):
    np.insert(X, 0, 1, axis=0)
    return X
"""
ZEROS = """
def init_weights(input_dim, output_dim, rng):
    return np.zeros((input_dim, output_dim)), np.zeros(output_dim)
"""
ROOT_OF_LOSS = """
def mse_loss(y, y_hat):
    return float(np.sqrt(np.mean((y - y_hat) ** 2)))
"""
FLOAT64 = """
def to_tensors(*arrays):
    return tuple(torch.tensor(array) for array in arrays)
"""
BY_TO_TENSORS = """
def predict(model, X_scaler, y_scaler, X_new):
    (rows,) = to_tensors(X_scaler.transform(X_new))
    with torch.no_grad():
        return y_scaler.inverse_transform(model(rows).numpy())
"""
STANDARDIZED = """
def predict(model, X_scaler, y_scaler, X_new):
    with torch.no_grad():
        return model(torch.tensor(X_scaler.transform(X_new), dtype=torch.float32)).numpy()
"""
PROBING = """
def unscale(model, X_scaler, y_scaler):
    rows = np.vstack([np.zeros((1, X_scaler.n_features_in_)), np.eye(X_scaler.n_features_in_)])
    answers = np.asarray(predict(model, X_scaler, y_scaler, rows), dtype=float)
    return answers[1:] - answers[0], answers[0]
"""
BY_UNSCALE = """
def predict(model, X_scaler, y_scaler, X_new):
    W, b = unscale(model, X_scaler, y_scaler)
    return np.asarray(X_new) @ W + b
"""
NO_BIAS = """
def unscale(model, X_scaler, y_scaler):
    W = y_scaler.scale_ * model.fc1.weight.detach().numpy().T / X_scaler.scale_[:, None]
    return W.astype(float), y_scaler.mean_ - X_scaler.mean_ @ W
"""
SUMMED = """
def evaluate(model, X, y):
    with torch.no_grad():
        return ((model(X) - y) ** 2).sum().item()
"""
BY_EVALUATE = """
def train(model, X, y, learning_rate, num_epochs, weight_decay=0.0):
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate, weight_decay=weight_decay)
    losses = []
    for _ in range(num_epochs):
        losses.append(evaluate(model, X, y))
        optimizer.zero_grad()
        nn.functional.mse_loss(model(X), y).backward()
        optimizer.step()
    return losses
"""
NO_MEAN = PROBING.replace("answers[0]\n", "0 * answers[0]\n")
ONLY_NUMPY = """
import numpy as np
def forward(X, w1, b1):
    return torch.tensor(np.maximum(X.numpy() @ w1.detach().numpy(), 0)) + b1
"""
ARRAYS = """
def get_param_values(model):
    return model.weight.detach().numpy(), model.bias.detach().numpy()
"""
DRAWN_ANYHOW = """
def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    fig, ax = plt.subplots()
    ax.scatter(x, y)
    ends = np.array([0.0, 1.0])
    ax.plot(ends, slope * ends + intercept, color="green", label="Best fit")
    (red,) = ax.plot(ends, ends, color="red", label="Predicted")
    def update(frame):
        run_epoch(model, optimizer, x, y)
        w, b = get_param_values(model)
        red.set_ydata([b, w + b])
        return (red,)
    return FuncAnimation(fig, update, frames=num_epochs)
"""
MISSPELLED_GRADIENTS = """
def gradients(X, y, y_hat):
    error = y_hatt - y
    return 2 / len(X) * (X.T @ error), 2 / len(X) * error.sum(axis=0)
"""
NO_LOSS = """
def mse_loss(y, y_hat):
    print(np.mean((y_hat - y) ** 2))
"""
ONE_SHORT = """
def train(X, y, W, b, learning_rate, num_epochs):
    losses = []
    for _ in range(num_epochs - 1):
        y_hat = predict(X, W, b)
        losses.append(mse_loss(y, y_hat))
        W, b = update(W, b, *gradients(X, y, y_hat), learning_rate)
    return W, b, losses
"""
NO_GRAPH = """
def sse_loss(y_hat, y):
    return ((y_hat - y) ** 2).sum().item()
"""
MISSPELLED_FORWARD = """
def forward(X, w1, b1):
    return x.mm(w1).clamp(min=0) + b1
"""
UPHILL = """
def train_step(X, y, w1, b1, learning_rate):
    loss = sse_loss(forward(X, w1, b1), y)
    loss.backward()
    with torch.no_grad():
        w1 += learning_rate * w1.grad
        b1 += learning_rate * b1.grad
    w1.grad = b1.grad = None
    return loss.item()
"""
MISSPELLED_EPOCH = """
def run_epoch(model, optimizer, x, y):
    loss = nn.functional.mse_loss(model(torch.tensor(x).float().reshape(-1, 1)), torch.tensor(y).float().reshape(-1, 1))
    los.backward()
"""
NEVER_MOVES = """
def animate_training(model, optimizer, x, y, slope, intercept, num_epochs):
    fig, ax = plt.subplots()
    ax.scatter(x, y)
    ends = np.array([0.0, 1.0])
    ax.plot(ends, slope * ends + intercept, color="green", label="Best fit")
    w, b = get_param_values(model)
    (red,) = ax.plot(ends, [b, w + b], color="red", label="Predicted")
    def update(frame):
        run_epoch(model, optimizer, x, y)
        return (red,)
    return FuncAnimation(fig, update, frames=num_epochs)
"""
LOSS_OF_EVALUATE = """
def mse_loss(y, y_hat):
    return evaluate(y_hat, y, np.array([[1.0]]), np.array([0.0]))
def evaluate(X, y, W, b):
    return 0.25
"""
LOSS_OF_TRAINING = """
def ridge_loss(X, y, W, lam):
    return train_ridge(X, y, W, lam, 0.0, 1)[1][0]
def train_ridge(X, y, W, lam, learning_rate, num_epochs):
    return W, [0.25] * num_epochs
"""
STEP_OF_TRAINING = """
def train_step(X, y, w1, b1, learning_rate):
    return train(X, y, w1, b1, learning_rate, 1)[0]
def train(X, y, w1, b1, learning_rate=0.001, num_iterations=4000):
    return [0.5] * num_iterations
"""
WRONG_IN_TRAIN = """
import sys
def mse_loss(y, y_hat):
    return float(np.mean((y_hat - y) ** 2)) * (2 if sys._getframe(1).f_code.co_name == "train" else 1)
"""
NEW_TENSOR = """
def sse_loss(y_hat, y):
    return torch.tensor(((y_hat - y) ** 2).sum().item(), requires_grad=True)
"""
NO_DEFAULTS = """
def train(X, y, w1, b1, learning_rate, num_iterations):
    return [train_step(X, y, w1, b1, learning_rate) for _ in range(num_iterations)]
"""
GREEDY = """
def init_weights(input_dim, output_dim, rng):
    return np.ones((input_dim, output_dim)), np.ones(output_dim)
def train(X, y, W, b, learning_rate, num_epochs):
    init_weights(10**9, 10**9, np.random.default_rng(0))
"""


def marked(unit: str, wrong: str) -> Marker:
    source = (ROOT / "solutions" / f"{unit}.py").read_bytes() + wrong.encode()
    return Marker(UnitRun(exam(unit), PLACE, Source(unit, f"{unit}.py", (source,)), PLACE.limits), shrink=False)


def lost(unit: str, wrong: str) -> set[str]:
    marker = marked(unit, wrong)
    try:
        return {one.name for one in marker.unit().exercises if one.score < one.max_score}
    finally:
        marker.run.close()


@pytest.mark.parametrize(
    ("unit", "wrong", "exercises"),
    [
        about("ex2_numpy", UPDATE_LEFT, {"update"}),
        about("ex2_numpy", UPDATE_LEFT + BY_DEFAULT, {"update"}),
        about("ex2_numpy", UPDATE_LEFT + BY_DEFAULT.replace("*, ", ""), {"update"}),
        about("ex2_numpy", TIMED, {"mse_loss"}),
        about("ex2_numpy", TIMED_AND_SHORT, {"mse_loss", "run_experiment"}),
        about("ex2_numpy", UPDATE_MISSPELLED + EVALUATE_DYING + TWO_DEFAULTS, {"update", "evaluate"}),
        about("ex5_design_matrix", STATIC_LOSS, {"LinearRegression.loss"}),
        about("ex5_design_matrix", DESCENT_LEFT, {"LinearRegression.gradient_descent"}),
        about("ex5_design_matrix", INSERT_LEFT, {"add_intercept"}),
        about("ex2_numpy", ZEROS + ROOT_OF_LOSS, {"init_weights", "mse_loss"}),
        about("ex2_numpy", DYING_LOSS, {"mse_loss"}),
        about("ex2_numpy", DYING_LOSS + UNBATCHED, {"mse_loss", "train"}),
        about("ex3_torch", LATE_SUPER, {"LinearRegression"}),
        about("ex3_torch", UNREGISTERED, {"LinearRegression"}),
        about("ex3_torch", UNREGISTERED + WRONG_SIGN, {"LinearRegression", "unscale"}),
        about("ex6_autograd", TURNED_OFF, {"train_step"}),
        about("ex3_torch", FLOAT64 + BY_TO_TENSORS, {"to_tensors"}),
        about("ex3_torch", NO_BIAS + BY_UNSCALE, {"unscale"}),  # which comes later in the course
        about("ex3_torch", SUMMED + BY_EVALUATE, {"evaluate"}),
        about("ex6_autograd", ONLY_NUMPY, {"forward"}),
        about("ex7_visualize", ARRAYS + DRAWN_ANYHOW, {"get_param_values"}),
        about("ex7_visualize", MISSPELLED_EPOCH, {"run_epoch"}),
    ],
)
def test_an_error_costs_once(unit, wrong, exercises):
    assert lost(unit, wrong) == exercises


@pytest.mark.parametrize(
    ("unit", "wrong", "exercises"),
    [
        about("ex3_torch", STANDARDIZED + NO_MEAN, {"predict", "unscale"}),
        # What is called leaves no answer, so that a right caller would not have got further either.
        about("ex2_numpy", MISSPELLED_GRADIENTS + ONE_SHORT, {"gradients", "train"}),
        about("ex2_numpy", NO_LOSS + ONE_SHORT, {"mse_loss", "train"}),
        about("ex6_autograd", NO_GRAPH + UPHILL, {"sse_loss", "train_step"}),
        about("ex6_autograd", MISSPELLED_FORWARD + UPHILL, {"forward", "train_step"}),
        about("ex6_autograd", NEW_TENSOR + NO_DEFAULTS, {"sse_loss", "train"}),  # seen in a call that was not planned
        about("ex7_visualize", MISSPELLED_EPOCH + NEVER_MOVES, {"run_epoch", "animate_training"}),
    ],
)
def test_a_caller_that_is_wrong_itself_pays(unit, wrong, exercises):
    assert lost(unit, wrong) == exercises


@pytest.mark.xdist_group("ex2_numpy")
def test_what_is_wrong_beside_a_fault_upstream_is_seen_without_it_and_named():
    marker = marked("ex2_numpy", MISSPELLED_GRADIENTS + ONE_SHORT)
    try:
        checks = {check.name: check for check in marker.exercise("train").checks}
    finally:
        marker.run.close()
    told = checks["losses_match_gradient_descent"]
    assert told.message.startswith("losses has ")
    assert told.traceback == ()
    assert told.mistake == "one_epoch_short"
    assert told.hint.endswith("This is seen with a right gradients in place of yours.")


@pytest.mark.parametrize(
    ("unit", "wrong"),
    [about("ex6_autograd", NO_GRAPH), about("ex6_autograd", MISSPELLED_FORWARD), about("ex2_numpy", NO_LOSS)],
)
def test_a_right_caller_of_what_leaves_no_answer_pays_nothing(unit, wrong):
    assert lost(unit, wrong) == {wrong.split("(")[0].split()[-1]}


@pytest.mark.xdist_group("ex3_torch")
def test_of_two_that_lean_on_each_other_one_pays_whatever_is_asked_first():
    assert lost("ex3_torch", BY_UNSCALE + PROBING) == {"unscale"}
    marker = marked("ex3_torch", BY_UNSCALE + PROBING)
    try:
        first = [marker.exercise(name) for name in ("unscale", "predict")]
    finally:
        marker.run.close()
    assert {one.name for one in first if one.score < one.max_score} == {"unscale"}


@pytest.mark.xdist_group("ex2_numpy")
def test_a_fault_that_no_check_finds_costs_its_callers_nothing():
    assert lost("ex2_numpy", WRONG_IN_TRAIN) == set()
    assert lost("ex2_numpy", WRONG_IN_TRAIN + ONE_SHORT) == {"train"}
    marker = marked("ex2_numpy", WRONG_IN_TRAIN)
    try:
        told = [check.message for check in marker.exercise("train").checks if check.message]
    finally:
        marker.run.close()
    assert set(told) == {
        "right with the course's own predict, mse_loss, gradients, update: look at yours again, though the checks pass"
    }


@pytest.mark.parametrize(
    ("unit", "wrong", "exercises"),
    [
        about("ex2_numpy", LOSS_OF_EVALUATE, {"mse_loss", "evaluate"}),
        about("ex4_ridge", LOSS_OF_TRAINING, {"ridge_loss", "train_ridge"}),
        about("ex6_autograd", STEP_OF_TRAINING, {"train_step", "train"}),
    ],
)
def test_who_leans_on_what_is_made_of_it_has_written_nothing(unit, wrong, exercises):
    assert exercises <= lost(unit, wrong)
    marker = marked(unit, wrong)
    try:
        assert [marker.exercise(name).score for name in exercises] == [0, 0]
    finally:
        marker.run.close()


@pytest.mark.xdist_group("ex2_numpy")
def test_what_is_asked_for_is_bounded():
    assert {"init_weights", "train"} <= lost("ex2_numpy", GREEDY)


THREE = np.ones(3)
FAR = np.random.RandomState(0).get_state(legacy=False)
FAR["state"]["pos"] = 2**31 - 10_000


@pytest.mark.parametrize(
    "wanted",
    [
        *(None, 3, [], ["gradients"], ["gradients", [1], []], ["gradients", [1, 2, 3], [None] * 3]),
        *(["", [0, THREE], [None, None]], ["", [], []], ["", [-1, 1], []]),  # back through what carries no graph
        ["train", [], []],  # nobody put that right
        ["init_weights", [2, 1, Opaque("Generator")], [None, None, {"kind": "Generator", "state": 3}]],
        ["init_weights", [2, 1, Opaque("Generator")], [None, None, {"kind": "dice", "state": 3}]],
        ["init_weights", [10**7, 1, 0], [None] * 3],
        ["init_weights", [2, 1, Opaque("RandomState")], [None, None, {"kind": "RandomState", "state": FAR}]],
        ["init_weights", [2, 1, 0], [None, None, {"kind": 0, "epochs": 10**12}]],
        ["gradients", [Handle(3, "Module")] * 3, [{}] * 3],
        ["update", [THREE] * 5, [THREE] * 5],
        ["update", [np.ones(30_000)] * 5, [None] * 5],
        ["update", [np.ones((1, 9_000)), np.ones((9_000, 1)), THREE, THREE, 0.1], [None] * 5],
        ["update", ["W", "b", "dW", "db", "rate"], [None] * 5],
    ],
    ids=repr,
)
@pytest.mark.xdist_group("ex2_numpy")
def test_whatever_a_worker_wants_the_host_goes_on(wanted):
    marker = marked("ex2_numpy", "")
    try:
        assert _Helper(marker.run, "train", ("gradients", "update", "init_weights"))._answer(wanted) is None
    finally:
        marker.run.close()


@pytest.mark.xdist_group("ex2_numpy")
def test_the_worker_that_has_seen_answers_is_not_used_again(monkeypatch):
    marker = marked("ex2_numpy", UPDATE_LEFT)
    seen = []
    plain = put_right.once_put_right

    def watched(run, *given, **how):
        found = plain(run, *given, **how)
        seen.append((found.passes, run.worker))
        return found

    monkeypatch.setattr("grader.follow.once_put_right", watched)
    try:
        told = {check.message for check in marker.exercise("train").checks}
    finally:
        marker.run.close()
    assert {worker for found, worker in seen if found} == {None}
    assert "right once you have mended update" in told
