"""Problems in columns, one per example, for the checks of unit 5. See problems.py for how they are made.

Arrays name their axes as elsewhere: D rows of features, N columns of examples (the unit itself says n and m).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated

import numpy as np
from hypothesis import strategies as st

from .problems import Array, grid, telling


@dataclass(frozen=True, eq=False)
class Columns:
    """N examples of D features."""

    X: Annotated[Array, "D N"]


@st.composite
def columns(draw: st.DrawFn, features: tuple[int, int] = (1, 4), examples: tuple[int, int] = (1, 6)) -> Columns:
    """Columns with values that are no halves."""
    D, N = draw(st.integers(*features)), draw(st.integers(*examples))
    return draw(st.builds(Columns, grid(D, N)).filter(lambda problem: telling(problem.X)))


@dataclass(frozen=True, eq=False)
class Pair:
    """Predictions and targets, one column per example."""

    y_hat: Annotated[Array, "1 N"]
    y: Annotated[Array, "1 N"]

    @property
    def loss_scale(self) -> float:
        """The loss on absolute values."""
        return float(np.mean((np.abs(self.y_hat) + np.abs(self.y)) ** 2))


@st.composite
def pairs(draw: st.DrawFn, examples: tuple[int, int] = (2, 8), largest: float = 8.0) -> Pair:
    """Predictions whose mean squared error is no accident of signs."""
    N = draw(st.integers(*examples))
    made = st.builds(Pair, grid(1, N, largest=largest), grid(1, N, largest=largest))

    def tells(pair: Pair) -> bool:
        loss = float(np.mean((pair.y_hat - pair.y) ** 2))
        return telling(loss, np.sqrt(loss), loss / 2) and loss > 0.05 * pair.loss_scale

    return draw(made.filter(tells))


@dataclass(frozen=True, eq=False)
class Step:
    """Weights and examples, and the rate of a step."""

    W: Annotated[Array, "D 1"]
    X: Annotated[Array, "D N"]
    y: Annotated[Array, "1 N"]
    learning_rate: float

    @property
    def y_hat(self) -> Array:
        return np.asarray(self.W.T @ self.X)

    @property
    def args(self) -> tuple[Array, Array, Array, Array]:
        """The arguments of gradient_descent."""
        return self.W, self.X, self.y, self.y_hat

    @property
    def size(self) -> Array:
        """The sum of absolute values behind each prediction."""
        return np.asarray(np.abs(self.W).T @ np.abs(self.X))

    @property
    def move(self) -> Array:
        """What the step takes from W."""
        return np.asarray(self.learning_rate * 2 / self.X.shape[1] * (self.X @ (self.y_hat - self.y).T))

    @property
    def scale(self) -> Array:
        """The new W on absolute values."""
        slope = np.abs(self.X) @ (self.size + np.abs(self.y)).T
        return np.asarray(np.abs(self.W) + self.learning_rate * 2 / self.X.shape[1] * slope)

    @property
    def terms(self) -> int:
        return sum(self.X.shape) + 1


RATES = (0.5, 0.25, 0.125, 0.1, 0.0625)


@st.composite
def steps(
    draw: st.DrawFn,
    features: tuple[int, int] = (1, 4),
    examples: tuple[int, int] = (1, 6),
    rates: tuple[float, ...] = RATES,
) -> Step:
    """Steps that move every weight by more than rounding could."""
    D, N = draw(st.integers(*features)), draw(st.integers(*examples))
    made = st.builds(Step, grid(D, 1, largest=3), grid(D, N, largest=4), grid(1, N), st.sampled_from(rates))

    def tells(step: Step) -> bool:
        moves = bool(np.all(np.abs(step.move) > 0.02 * step.scale.max()))
        return moves and telling(step.W - step.move, step.y_hat)

    return draw(made.filter(tells))


@dataclass(frozen=True, eq=False)
class Fit:
    """Examples to fit a line to, and the settings."""

    X: Annotated[Array, "D N"]
    y: Annotated[Array, "1 N"]
    learning_rate: float
    total_iterations: int

    @property
    def settings(self) -> tuple[float, int]:
        """The arguments of the class."""
        return self.learning_rate, self.total_iterations

    @property
    def shape(self) -> tuple[int, int]:
        """That of the fitted W."""
        return len(self.X) + 1, 1

    @property
    def design(self) -> Array:
        """The design matrix, as rows of examples."""
        return np.hstack([np.ones((self.X.shape[1], 1)), self.X.T])

    @property
    def spectrum(self) -> Array:
        """The eigenvalues of the loss's Hessian: descent is stable up to a learning rate of 2 / the largest."""
        return np.asarray(2 * np.linalg.eigvalsh(self.design.T @ self.design / len(self.design)))

    def valid(self) -> bool:
        return bool(self.learning_rate * self.spectrum[-1] < 1.9)


@st.composite
def fits(
    draw: st.DrawFn,
    features: tuple[int, int] = (1, 3),
    examples: tuple[int, int] = (1, 6),
    iterations: tuple[int, int] = (1, 5),
) -> Fit:
    """Fits of a few iterations, in which the intercept and the weights move."""
    D, N = draw(st.integers(*features)), draw(st.integers(*examples))
    made = st.builds(Fit, grid(D, N, largest=4), grid(1, N), st.just(1.0), st.integers(*iterations))

    def with_rate(problem: Fit) -> Fit:
        rate = 2.0 ** math.floor(-math.log2(problem.spectrum[-1]))  # between half of 1 / curvature and all of it
        return Fit(problem.X, problem.y, rate, problem.total_iterations)

    def tells(problem: Fit) -> bool:
        first = problem.learning_rate * 2 * np.mean(problem.design * problem.y.T, axis=0)
        return bool(np.all(np.abs(first) > 0.05)) and telling(first, np.mean(problem.y**2))

    return draw(made.map(with_rate).filter(tells))


@st.composite
def long_fits(draw: st.DrawFn) -> Fit:
    """Fits that end at the least-squares line: well-conditioned, 60 iterations at the fastest rate."""
    D = draw(st.integers(1, 2))
    N = draw(st.integers(D + 3, D + 6))
    made = st.builds(Fit, grid(D, N, largest=2), grid(1, N), st.just(1.0), st.just(60))

    def with_rate(problem: Fit) -> Fit:
        rate = float(f"{2 / (problem.spectrum[0] + problem.spectrum[-1]):.3g}")
        return Fit(problem.X, problem.y, rate, 60)

    def tells(problem: Fit) -> bool:
        W = np.linalg.lstsq(problem.design, problem.y.T, rcond=None)[0]
        return bool(problem.spectrum[-1] < 6 * problem.spectrum[0] and np.abs(W).min() > 0.05) and telling(W)

    return draw(made.map(with_rate).filter(tells))
