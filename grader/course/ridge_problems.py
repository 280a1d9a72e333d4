"""Problems for the checks of ridge regression and the elastic net. See problems.py for how they are made."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from hypothesis import strategies as st

from .problems import Array, grid, telling

LAMS = (0.25, 0.5, 0.75, 1.5, 2.5, 3.0, 4.5)  # never 1, where a square or a root of lam would not show


@dataclass(frozen=True, eq=False)
class Data:
    """Samples to solve a ridge regression for."""

    X: Annotated[Array, "N D"]
    y: Annotated[Array, "N 1"]
    lam: float

    @property
    def matrix(self) -> Array:
        """X'X + lam I."""
        return np.asarray(self.X.T @ self.X + self.lam * np.eye(self.X.shape[1]))

    @property
    def condition(self) -> float:
        """How much solving for W amplifies rounding; infinite where there is no solution."""
        spectrum = np.linalg.eigvalsh(self.matrix)
        return float(spectrum[-1] / spectrum[0]) if spectrum[0] > 1e-9 * spectrum[-1] else math.inf

    def valid(self) -> bool:
        return self.condition < 100


@dataclass(frozen=True, eq=False)
class Ridge:
    """Samples, weights, and how much these cost."""

    X: Annotated[Array, "N D"]
    y: Annotated[Array, "N 1"]
    W: Annotated[Array, "D 1"]
    lam: float

    @property
    def args(self) -> tuple[Array, Array, Array, float]:
        """The arguments of ridge_loss and ridge_gradient."""
        return self.X, self.y, self.W, self.lam

    @property
    def error(self) -> Array:
        return np.asarray(self.X @ self.W - self.y)

    @property
    def size(self) -> Array:
        """The sum of absolute values behind each error."""
        return np.asarray(np.abs(self.X) @ np.abs(self.W) + np.abs(self.y))

    @property
    def loss_scale(self) -> float:
        """The loss on absolute values."""
        return float(np.sum(self.size**2) / 2 + self.lam / 2 * np.sum(self.W**2))

    @property
    def gradient_scale(self) -> Array:
        """The gradient on absolute values."""
        return np.asarray(np.abs(self.X).T @ self.size + self.lam * np.abs(self.W))

    @property
    def terms(self) -> int:
        return sum(self.X.shape) + 1


@st.composite
def ridges(
    draw: st.DrawFn,
    rows: tuple[int, int] = (1, 6),
    features: tuple[int, int] = (1, 4),
    lams: tuple[float, ...] = LAMS,
    largest: float = 4.0,
) -> Ridge:
    """Problems in which the errors and the penalty both have a say, in the loss and in its gradient."""
    N, D = draw(st.integers(*rows)), draw(st.integers(*features))
    parts = grid(N, D, largest=largest), grid(N, 1, largest=largest), grid(D, 1, largest=4)
    made = st.builds(Ridge, *parts, st.sampled_from(lams))

    def tells(problem: Ridge) -> bool:
        X, _, W, lam = problem.args
        data, penalty = np.sum(problem.error**2) / 2, lam / 2 * np.sum(W**2)
        slope, pull = X.T @ problem.error, lam * W
        balanced = data > 0.05 * problem.loss_scale and np.abs(slope).max() > 0.05 * problem.gradient_scale.max()
        weighty = lam == 0 or (penalty > 0.01 * data and np.abs(pull).max() > 0.01 * np.abs(slope).max())
        return bool(balanced and weighty) and telling(data + penalty, slope + pull)

    return draw(made.filter(tells))


@dataclass(frozen=True, eq=False)
class RidgeDescent(Ridge):
    """A problem to be trained on, at a rate at which descent is stable."""

    learning_rate: float
    num_epochs: int

    @property
    def data(self) -> Data:
        """The same without a start."""
        return Data(self.X, self.y, self.lam)

    @property
    def run(self) -> tuple[Array, Array, Array, float, float, int]:
        """The arguments of train_ridge."""
        return (*self.args, self.learning_rate, self.num_epochs)

    @property
    def curvature(self) -> float:
        """The largest eigenvalue of the loss's Hessian."""
        return float(np.linalg.eigvalsh(self.data.matrix)[-1])

    def valid(self) -> bool:
        return self.learning_rate * self.curvature < 1.5


@st.composite
def ridge_descents(
    draw: st.DrawFn,
    rows: tuple[int, int] = (1, 6),
    features: tuple[int, int] = (1, 3),
    epochs: tuple[int, int] = (2, 6),
) -> RidgeDescent:
    """Training runs of a few epochs that get somewhere, and in which the penalty has a say."""
    num_epochs = draw(st.integers(*epochs))

    def with_rate(problem: Ridge) -> RidgeDescent:
        rough = RidgeDescent(*problem.args, 1.0, num_epochs)
        rate = 2.0 ** math.floor(-math.log2(rough.curvature))  # between half of 1 / curvature and all of it
        return RidgeDescent(*problem.args, rate, num_epochs)

    def tells(problem: RidgeDescent) -> bool:
        step = problem.learning_rate * np.abs(problem.X.T @ problem.error + problem.lam * problem.W).max()
        return bool(step > 1 / 16)

    return draw(ridges(rows, features).map(with_rate).filter(tells))


@st.composite
def long_descents(draw: st.DrawFn) -> RidgeDescent:
    """Training runs that end at the solution: well-conditioned, 50 epochs at the fastest rate."""
    N, D = draw(st.integers(4, 7)), draw(st.integers(1, 3))
    parts = grid(N, D, largest=3), grid(N, 1, largest=4), grid(D, 1, largest=2)

    def build(X: Array, y: Array, W: Array, lam: float) -> RidgeDescent:
        spectrum = np.linalg.eigvalsh(Data(X, y, lam).matrix)
        return RidgeDescent(X, y, W, lam, float(f"{2 / (spectrum[0] + spectrum[-1]):.3g}"), 50)

    made = st.builds(build, *parts, st.sampled_from((6.0, 10.0, 16.0)))
    return draw(made.filter(lambda run: run.data.condition < 4.5 and solvable(run.data)))


def solvable(data: Data) -> bool:
    """Is the solution one that an empty answer does not meet, and no accident of rounding?"""
    if not data.valid():
        return False
    W = np.linalg.solve(data.matrix, data.X.T @ data.y)
    plain = np.linalg.pinv(data.X) @ data.y
    moved = data.lam == 0 or np.abs(W - plain).max() > 0.01 * np.abs(plain).max()
    return bool(moved and np.abs(W).max() > 0.05) and telling(W)


@st.composite
def solvables(
    draw: st.DrawFn,
    rows: tuple[int, int] = (2, 7),
    features: tuple[int, int] = (1, 4),
    lams: tuple[float, ...] = LAMS,
    largest: float = 4.0,
) -> Data:
    """Samples whose ridge solution is well-conditioned."""
    N, D = draw(st.integers(*rows)), draw(st.integers(*features))
    made = st.builds(Data, grid(N, D, largest=largest), grid(N, 1, largest=4), st.sampled_from(lams))
    return draw(made.filter(solvable))


regular = st.integers(1, 3).flatmap(lambda D: solvables((D + 2, D + 5), (D, D), lams=(0.0,)))
wide = st.integers(1, 3).flatmap(lambda N: solvables((N, N), (N + 1, N + 3), largest=2.0))


@st.composite
def collinear(draw: st.DrawFn) -> Data:
    """Samples one of whose features is a multiple of another."""
    data = draw(solvables((3, 6), (1, 2), lams=(1.5, 2.5, 3.0, 4.5), largest=2.0))
    factor = draw(st.sampled_from((1.0, -1.0, 0.5, 2.0)))
    return Data(np.hstack([data.X, factor * data.X[:, :1]]), data.y, data.lam)


@dataclass(frozen=True, eq=False)
class Penalty:
    """Weights, and what they cost."""

    W: Annotated[Array, "D 1"]
    l1: float
    l2: float

    @property
    def args(self) -> tuple[Array, float, float]:
        """The arguments of elastic_net_penalty and elastic_net_subgradient."""
        return self.W, self.l1, self.l2

    @property
    def value(self) -> float:
        return float(self.l1 * np.sum(np.abs(self.W)) + self.l2 / 2 * np.sum(self.W**2))

    @property
    def slope_scale(self) -> Array:
        return np.asarray(self.l1 * np.sign(np.abs(self.W)) + self.l2 * np.abs(self.W))


@st.composite
def penalties(
    draw: st.DrawFn,
    features: tuple[int, int] = (1, 5),
    l1s: tuple[float, ...] = LAMS,
    l2s: tuple[float, ...] = LAMS,
    zeros: bool = False,
) -> Penalty:
    """Weights of both signs, one of several near 0; with `zeros`, one at least is exactly 0 and one is not."""
    D = draw(st.integers(*features))
    made = st.builds(Penalty, grid(D, 1, largest=4), st.sampled_from(l1s), st.sampled_from(l2s))
    if D > 1:
        near, value = draw(st.integers(0, D - 1)), draw(st.sampled_from((1 / 64, -1 / 64, 1 / 512, -1 / 512)))
        only = np.arange(D)[:, None] == near
        made = made.map(lambda problem: Penalty(np.where(only, value, problem.W), *problem.args[1:]))
    if zeros:
        at = draw(st.lists(st.integers(0, D - 1), min_size=1, max_size=D - 1))
        kept = np.array([[float(i not in at)] for i in range(D)])
        made = made.map(lambda problem: Penalty(kept * problem.W + 0.0, *problem.args[1:]))

    def tells(problem: Penalty) -> bool:
        right = np.any(problem.W == 0) == zeros
        return bool(right) and telling(problem.value, problem.l1 * np.sign(problem.W) + problem.l2 * problem.W)

    return draw(made.filter(tells))


@dataclass(frozen=True, eq=False)
class Net:
    """Samples to fit scikit-learn's elastic net to."""

    X: Annotated[Array, "N D"]
    y: Annotated[Array, "N 1"]
    l1: float
    l2: float

    def valid(self) -> bool:
        return Data(self.X, self.y, len(self.X) * self.l2).condition < 100


@st.composite
def nets(draw: st.DrawFn) -> Net:
    """Samples whose elastic net keeps some weights, and mostly drops others."""
    N, D = draw(st.integers(5, 9)), draw(st.integers(2, 4))
    costs = st.sampled_from((0.25, 0.5, 0.75)), st.sampled_from((0.25, 0.5))
    made = st.builds(Net, grid(N, D, largest=3), grid(N, 1, largest=4), *costs)
    return draw(made.filter(lambda net: net.valid() and np.abs(net.X.T @ net.y).max() > 2 * N * net.l1))
