"""Regression problems for checks: small arrays on a grid, drawn by Hypothesis, and the dataclasses that hold them.

Values are multiples of 1/8, so that a learner can redo them by hand and most sums are exact. Every array names its
axes (``Annotated[np.ndarray, "N D"]``): a failing problem is made smaller by dropping rows and features, and by
rounding, as long as `valid` says that it still is what the exercise promises.

Problems whose right answer an empty answer could hit (zeros, ones, the arguments themselves) are not drawn: see
`telling`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from grader.checks import Rng

Array = NDArray[np.float64]


def grid(*shape: int, largest: float = 8.0, step: float = 1 / 8) -> st.SearchStrategy[Array]:
    """Arrays of multiples of `step` between -`largest` and `largest`."""
    count, limit = math.prod(shape), int(largest / step)
    values = st.lists(st.integers(-limit, limit), min_size=count, max_size=count)
    return values.map(lambda drawn: np.array(drawn, dtype=np.float64).reshape(shape) * step)


def positive(*shape: int, smallest: float, largest: float, step: float = 1 / 8) -> st.SearchStrategy[Array]:
    """Arrays of multiples of `step` from `smallest` to `largest`."""
    count = math.prod(shape)
    values = st.lists(st.integers(math.ceil(smallest / step), int(largest / step)), min_size=count, max_size=count)
    return values.map(lambda drawn: np.array(drawn, dtype=np.float64).reshape(shape) * step)


def telling(*answers: Any) -> bool:
    """Is some value of every answer away from the numbers that an empty answer is made of: 0, 1 and the halves?"""
    return all(bool(np.any(np.abs(2 * value - np.round(2 * value)) > 0.02)) for value in map(np.asarray, answers))


rngs: st.SearchStrategy[Rng] = st.builds(Rng, st.sampled_from(("Generator", "RandomState")), st.integers(0, 9999))
learning_rates = st.sampled_from((0.5, 0.25, 0.125, 0.1, 0.03125, 0.01))


@dataclass(frozen=True, eq=False)
class Model:
    """Inputs and the parameters of a linear model with K outputs."""

    X: Annotated[Array, "N D"]
    W: Annotated[Array, "D K"]
    b: Annotated[Array, "K"]

    @property
    def y_hat(self) -> Array:
        return np.asarray(self.X @ self.W + self.b)

    @property
    def scale(self) -> Array:
        """The sum of absolute values that stands behind each prediction."""
        return np.asarray(np.abs(self.X) @ np.abs(self.W) + np.abs(self.b))

    @property
    def terms(self) -> int:
        return len(self.W) + 1


@st.composite
def models(
    draw: st.DrawFn, rows: tuple[int, int] = (1, 6), features: tuple[int, int] = (1, 4), outputs: int = 1
) -> Model:
    """Models whose predictions tell."""
    N, D = draw(st.integers(*rows)), draw(st.integers(*features))
    made = st.builds(Model, grid(N, D), grid(D, outputs), grid(outputs))
    return draw(made.filter(lambda model: telling(model.y_hat) and np.count_nonzero(model.W) > 0))


@dataclass(frozen=True, eq=False)
class Regression(Model):
    """A model with one output, and the targets that it ought to meet."""

    X: Annotated[Array, "N D"]
    W: Annotated[Array, "D 1"]
    b: Annotated[Array, "1"]
    y: Annotated[Array, "N 1"]

    @property
    def loss(self) -> float:
        return float(np.mean((self.y_hat - self.y) ** 2))

    @property
    def curvature(self) -> float:
        """The largest eigenvalue of the loss's Hessian: descent is stable up to a learning rate of 2 / curvature."""
        design = np.hstack([self.X, np.ones((len(self.X), 1))])
        return float(2 * np.linalg.eigvalsh(design.T @ design / len(design))[-1])


@st.composite
def regressions(draw: st.DrawFn, rows: tuple[int, int] = (2, 8), features: tuple[int, int] = (1, 4)) -> Regression:
    """Regression problems with errors that do not vanish, neither one by one nor on the whole."""
    N, D = draw(st.integers(*rows)), draw(st.integers(*features))
    made = st.builds(Regression, grid(N, D), grid(D, 1, largest=2), grid(1), grid(N, 1))

    def tells(problem: Regression) -> bool:
        error = problem.y_hat - problem.y
        return telling(problem.X.T @ error * 2 / N, error.sum() * 2 / N, problem.loss) and abs(error.mean()) > 0.05

    return draw(made.filter(tells))


@dataclass(frozen=True, eq=False)
class Targets:
    """Targets and what was predicted of them."""

    y: Annotated[Array, "N 1"]
    y_hat: Annotated[Array, "N 1"]

    @property
    def loss_scale(self) -> float:
        """The loss on absolute values: what an expanded square sums."""
        return float(np.mean((np.abs(self.y) + np.abs(self.y_hat)) ** 2))


@st.composite
def targets(draw: st.DrawFn, rows: tuple[int, int] = (2, 10), largest: float = 8.0) -> Targets:
    """Targets and predictions that differ on average, so that the mean of errors is no accident of signs."""
    N = draw(st.integers(*rows))
    made = st.builds(Targets, grid(N, 1, largest=largest), grid(N, 1, largest=largest))

    def tells(pair: Targets) -> bool:
        loss = float(np.mean((pair.y_hat - pair.y) ** 2))
        return telling(loss, np.sqrt(loss), loss / 2) and loss > 0.05 * pair.loss_scale

    return draw(made.filter(tells))


@dataclass(frozen=True, eq=False)
class Step:
    """Parameters, their gradients, and a learning rate."""

    W: Annotated[Array, "D 1"]
    b: Annotated[Array, "1"]
    dW: Annotated[Array, "D 1"]  # noqa: N815 -- the lesson's own name
    db: Annotated[Array, "1"]
    learning_rate: float


@st.composite
def steps(draw: st.DrawFn, features: tuple[int, int] = (1, 4)) -> Step:
    """Steps that move both W and b by more than rounding could."""
    D = draw(st.integers(*features))
    made = st.builds(Step, grid(D, 1), grid(1), grid(D, 1), grid(1), learning_rates)

    def tells(step: Step) -> bool:
        moved_w, moved_b = step.learning_rate * np.abs(step.dW).max(), step.learning_rate * abs(step.db[0])
        ends = step.W - step.learning_rate * step.dW, step.b - step.learning_rate * step.db
        return bool(min(moved_w, moved_b) > 0.01) and telling(*ends)

    return draw(made.filter(tells))


def seventy_one() -> tuple[Array, Array]:
    """Inputs and targets of so many rows, and of a prime number of them, that no usual mini-batch holds them all or
    divides them; on a grid, in no order.
    """
    rows = np.arange(71)
    return (rows[:, None] * 37 % 71 - 35) / 16, (rows[:, None] * 53 % 71 - 20) / 8


@dataclass(frozen=True, eq=False)
class Descent(Regression):
    """A regression problem to be trained on for a few epochs, at a rate at which descent is stable."""

    learning_rate: float
    num_epochs: int

    def valid(self) -> bool:
        return self.learning_rate * self.curvature < 1.5


@st.composite
def descents(
    draw: st.DrawFn,
    rows: tuple[int, int] = (2, 8),
    features: tuple[int, int] = (1, 3),
    epochs: tuple[int, int] = (2, 6),
) -> Descent:
    """Training runs that get somewhere: W and b both move, and the loss falls."""
    N, D = draw(st.integers(*rows)), draw(st.integers(*features))
    num_epochs = draw(st.integers(*epochs))
    made = st.builds(Regression, grid(N, D, largest=4), grid(D, 1, largest=2), grid(1, largest=4), grid(N, 1))

    def with_rate(problem: Regression) -> Descent:
        rate = 2.0 ** math.floor(-math.log2(problem.curvature))  # between half of 1 / curvature and all of it
        return Descent(problem.X, problem.W, problem.b, problem.y, rate, num_epochs)

    def tells(problem: Descent) -> bool:
        error = problem.y_hat - problem.y
        step_w = problem.learning_rate * np.abs(problem.X.T @ error).max() * 2 / N
        step_b = problem.learning_rate * abs(error.mean()) * 2
        return bool(step_w > 1 / 16 and step_b > 1 / 16) and telling(problem.loss)

    return draw(made.map(with_rate).filter(tells))


@dataclass(frozen=True, eq=False)
class Standardized:
    """Parameters fitted on standardized data, and the statistics of that standardization."""

    W: Annotated[Array, "D 1"]
    b: Annotated[Array, "1"]
    X_mean: Annotated[Array, "D"]
    X_std: Annotated[Array, "D"]
    y_mean: Annotated[Array, "1"]
    y_std: Annotated[Array, "1"]

    def valid(self) -> bool:
        return bool(self.X_std.min() >= 0.125 and self.y_std.min() >= 0.125)

    @property
    def unscaled(self) -> tuple[Array, Array]:
        """W and b in original units."""
        W = self.y_std * self.W / self.X_std[:, None]
        return W, self.y_std * self.b + self.y_mean - self.X_mean @ W

    @property
    def b_scale(self) -> Array:
        W = np.abs(self.unscaled[0])
        return np.asarray(self.y_std * np.abs(self.b) + np.abs(self.y_mean) + np.abs(self.X_mean) @ W)


# Small values with many digits, and large ones: what is rounded, or cut off somewhere, shows.
FINE_UNITS = Standardized(
    np.array([[1 / 3]]),
    np.array([0.02]),
    np.array([0.1 / 3]),
    np.array([0.7]),
    np.array([-0.004]),
    np.array([0.0151765]),
)
LARGE_UNITS = Standardized(
    np.array([[0.75], [-0.5]]),
    np.array([0.25]),
    np.array([400.0, -250.0]),
    np.array([120.0, 35.0]),
    np.array([900.0]),
    np.array([300.0]),
)


@st.composite
def standardized(draw: st.DrawFn, features: tuple[int, int] = (1, 4)) -> Standardized:
    """Scalings that change both parameters visibly."""
    D = draw(st.integers(*features))
    stds = positive(D, smallest=0.25, largest=4), positive(1, smallest=0.25, largest=4)
    made = st.builds(Standardized, grid(D, 1, largest=4), grid(1, largest=2), grid(D), stds[0], grid(1), stds[1])

    def tells(problem: Standardized) -> bool:
        W, b = problem.unscaled
        moved = np.abs(W - problem.W).max() > 0.1 and abs(b - problem.b)[0] > 0.1
        return bool(moved and abs(b[0]) > 0.05 * problem.b_scale[0]) and telling(W, b)

    return draw(made.filter(tells))


@dataclass(frozen=True, eq=False)
class Experiment:
    """Raw training and test data of the whole lesson, with its settings."""

    X_train: Annotated[Array, "N D"]
    y_train: Annotated[Array, "N 1"]
    X_test: Annotated[Array, "M D"]
    y_test: Annotated[Array, "M 1"]
    rng: Rng
    learning_rate: float
    num_epochs: int

    @property
    def args(self) -> tuple[Any, ...]:
        """The arguments of run_experiment."""
        return self.X_train, self.y_train, self.X_test, self.y_test, self.rng, self.learning_rate, self.num_epochs

    def valid(self) -> bool:
        """No std near 0, and features so far from collinear that 50 epochs at a rate of 0.4 reach the bottom."""
        if min(self.X_train.std(axis=0).min(), self.y_train.std()) < 0.25:
            return False
        Z = (self.X_train - self.X_train.mean(axis=0)) / self.X_train.std(axis=0)
        spectrum = np.linalg.eigvalsh(Z.T @ Z / len(Z))
        return bool(spectrum[0] >= 0.4 and spectrum[-1] <= 2.1) and self.residual > 0.01

    @property
    def residual(self) -> float:
        """The part of the targets' variance that no line explains."""
        design = np.hstack([self.X_train, np.ones((len(self.X_train), 1))])
        fitted = design @ np.linalg.lstsq(design, self.y_train, rcond=None)[0]
        return float(np.mean((self.y_train - fitted) ** 2) / self.y_train.var())


@st.composite
def experiments(
    draw: st.DrawFn, features: tuple[int, int] = (1, 1), epochs: tuple[int, int] = (2, 5), rate: float | None = None
) -> Experiment:
    """Noisy planes to fit. The test rows lie elsewhere than the training rows, and the second feature is larger than
    the others: statistics of the wrong rows show, and statistics of all features together.
    """
    D = draw(st.integers(*features))
    N, M = draw(st.integers(2 * D + 3, 2 * D + 6)), draw(st.integers(1, 4))
    learning_rate = draw(st.sampled_from((0.1, 0.125, 0.25))) if rate is None else rate
    num_epochs = draw(st.integers(*epochs))
    parts = st.tuples(
        grid(N, D), grid(M, D), grid(D, 1, largest=3), grid(1), grid(N + M, 1, largest=3), grid(D, largest=6)
    )

    def build(drawn: tuple[Array, ...], rng: Rng) -> Experiment:
        X_train, X_test, slopes, intercept, noise, shift = drawn
        units = np.array([1.0, 4.0, 1.0])[:D]
        X_train, X_test = X_train * units, (X_test + shift + 6) * units
        y = np.vstack([X_train, X_test]) @ slopes + intercept + noise
        return Experiment(X_train, y[:N], X_test, y[N:], rng, learning_rate, num_epochs)

    made = st.builds(build, parts, rngs).filter(lambda problem: problem.valid() and problem.residual < 0.9)
    return draw(made)
