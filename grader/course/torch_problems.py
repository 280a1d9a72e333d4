"""Problems for the checks of PyTorch: models to train with Adam, data to split, models between two scalers.

Adam divides a gradient by its own size. Where a gradient is nothing but rounding, right programs part ways at the first
step. So every trajectory drawn here is computed in float32 and in float64, with rows permuted and values perturbed, and
kept only where all agree. See problems.py for the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from hypothesis import strategies as st

from grader.checks import spread

from .problems import Array, Model, Regression, Standardized, grid, positive, telling

BETAS, EPSILON = (0.9, 0.999), 1e-8


@dataclass(frozen=True, eq=False)
class Layer(Model):
    """A linear layer of K outputs, and a number for each output by which its gradients are weighted."""

    C: Annotated[Array, "N K"]

    @property
    def rough(self) -> Layer:
        """The same in thirds: values that no float32 holds exactly."""
        return Layer(self.X / 3, self.W / 3, self.b / 3, self.C / 3)


@st.composite
def layers(
    draw: st.DrawFn,
    rows: tuple[int, int] = (1, 5),
    features: tuple[int, int] = (1, 4),
    outputs: tuple[int, int] = (1, 3),
) -> Layer:
    """Layers whose outputs and gradients tell: some are negative, none vanish."""
    N, D, K = (draw(st.integers(*sizes)) for sizes in (rows, features, outputs))
    made = st.builds(Layer, grid(N, D, largest=4), grid(D, K, largest=4), grid(K, largest=4), grid(N, K, largest=4))

    def tells(problem: Layer) -> bool:
        slopes = problem.X.T @ problem.C, problem.C.sum(axis=0), problem.C @ problem.W.T
        return telling(problem.y_hat, *slopes) and bool(problem.y_hat.min() < -0.25 and np.count_nonzero(problem.b) > 0)

    return draw(made.filter(tells))


def adam(X: Array, y: Array, *parameters: Array, rate: float, epochs: int, decay: float) -> list[Array]:
    """Adam on the mean squared error of stacked linear layers, in the precision of its arguments.

    `parameters` are W and b of each layer, W (inputs, outputs). Gives them trained, and the losses.
    """
    values = [np.array(value) for value in parameters]
    first, second = ([np.zeros_like(value) for value in values] for _ in range(2))
    losses = []
    for step in range(1, epochs + 1):
        inputs = [X]
        for W, b in zip(values[::2], values[1::2], strict=True):
            inputs.append(inputs[-1] @ W + b)
        error = inputs.pop() - y
        losses.append(np.mean(error**2))
        slopes: list[Array] = []
        back = error * (2 / len(X))
        for W, h in zip(values[::2][::-1], inputs[::-1], strict=True):
            slopes = [h.T @ back, back.sum(axis=0), *slopes]
            back = back @ W.T
        for i, slope in enumerate(slopes):
            g = slope + decay * values[i]
            first[i] = BETAS[0] * first[i] + (1 - BETAS[0]) * g
            second[i] = BETAS[1] * second[i] + (1 - BETAS[1]) * g**2
            m, v = first[i] / (1 - BETAS[0] ** step), second[i] / (1 - BETAS[1] ** step)
            values[i] = values[i] - rate * m / (np.sqrt(v) + EPSILON)
    return [*values, np.array(losses)]


def well_posed(values: list[Array], bounds: list[Array]) -> bool:
    """Do all right programs agree on this trajectory, to a ten thousandth?"""
    return all(
        bool(np.isfinite(value).all() and bound.max() < 1e-4 * max(np.abs(value).max(), 0.1))
        for value, bound in zip(values, bounds, strict=True)
    )


@dataclass(frozen=True, eq=False)
class Training(Regression):
    """A linear model to be trained with Adam."""

    learning_rate: float
    num_epochs: int
    weight_decay: float

    def trajectory(self) -> tuple[list[Array], list[Array]]:
        """W, b and losses after training, and a bound for each."""
        return spread(self.run, self.X, self.y, self.W, self.b, rows=(0, 1))

    def run(self, X: Array, y: Array, W: Array, b: Array) -> list[Array]:
        return adam(X, y, W, b, rate=self.learning_rate, epochs=self.num_epochs, decay=self.weight_decay)

    def valid(self) -> bool:
        """Every gradient is far above rounding, and so is what the penalty does."""
        if self.num_epochs == 0 or not well_posed(*self.trajectory()):
            return False
        if self.weight_decay == 0:
            return True
        free = adam(self.X, self.y, self.W, self.b, rate=self.learning_rate, epochs=self.num_epochs, decay=0.0)
        held = self.run(self.X, self.y, self.W, self.b)
        return bool(max(np.abs(a - b).max() for a, b in zip(free[:2], held[:2], strict=True)) > 0.003)


RATES = (0.0625, 0.1, 0.125, 0.25)


@st.composite
def trainings(
    draw: st.DrawFn,
    *,
    rows: tuple[int, int] = (2, 7),
    features: tuple[int, int] = (1, 3),
    epochs: tuple[int, int] = (2, 6),
    rates: tuple[float, ...] = RATES,
    decays: tuple[float, ...] = (0.0,),
) -> Training:
    """Problems on which Adam is well-posed, with losses that are no round numbers."""
    N, D = draw(st.integers(*rows)), draw(st.integers(*features))
    rate, count, decay = draw(st.sampled_from(rates)), draw(st.integers(*epochs)), draw(st.sampled_from(decays))
    made = st.builds(
        lambda X, W, b, y: Training(X, W, b, y, rate, count, decay),
        *(grid(N, D, largest=3), grid(D, 1, largest=2), grid(1, largest=2), grid(N, 1, largest=4)),
    )

    def tells(problem: Training) -> bool:
        error = problem.y_hat - problem.y
        slopes = problem.X.T @ error * 2 / N, error.mean(axis=0) * 2
        least = min(np.abs(slope).min() for slope in slopes)
        return bool(least > 1 / 4) and telling(problem.loss) and problem.valid()

    return draw(made.filter(tells))


@dataclass(frozen=True, eq=False)
class Stacked:
    """Two linear layers, one upon the other, with data to train or judge them on."""

    X: Annotated[Array, "N D"]
    W: Annotated[Array, "D H"]
    b: Annotated[Array, "H"]
    V: Annotated[Array, "H 1"]
    c: Annotated[Array, "1"]
    y: Annotated[Array, "N 1"]
    learning_rate: float
    num_epochs: int

    @property
    def layers(self) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
        return (self.W, self.b), (self.V, self.c)

    @property
    def loss(self) -> float:
        return float(np.mean(((self.X @ self.W + self.b) @ self.V + self.c - self.y) ** 2))

    @property
    def loss_scale(self) -> float:
        X, W, b, V, c, y = (np.abs(value) for value in (self.X, self.W, self.b, self.V, self.c, self.y))
        return float(np.mean(((X @ W + b) @ V + c + y) ** 2))

    def trajectory(self) -> tuple[list[Array], list[Array]]:
        """Both layers' parameters and the losses after training, and a bound for each."""
        return spread(self.run, self.X, self.y, self.W, self.b, self.V, self.c, rows=(0, 1))

    def run(self, X: Array, y: Array, *parameters: Array) -> list[Array]:
        return adam(X, y, *parameters, rate=self.learning_rate, epochs=self.num_epochs, decay=0.0)

    def valid(self) -> bool:
        return well_posed(*self.trajectory())


@st.composite
def stacks(draw: st.DrawFn, rows: tuple[int, int] = (2, 6)) -> Stacked:
    """Two layers of two or three hidden units, on which Adam is well-posed."""
    N, D, H = draw(st.integers(*rows)), draw(st.integers(1, 2)), draw(st.integers(2, 3))
    rate, count = draw(st.sampled_from(RATES[:3])), draw(st.integers(2, 4))
    made = st.builds(
        lambda X, W, b, V, c, y: Stacked(X, W, b, V, c, y, rate, count),
        *(grid(N, D, largest=2), grid(D, H, largest=2), grid(H, largest=1), grid(H, 1, largest=2), grid(1, largest=2)),
        grid(N, 1, largest=4),
    )

    def tells(problem: Stacked) -> bool:
        return telling(problem.loss) and problem.loss > 0.05 * problem.loss_scale and problem.valid()

    return draw(made.filter(tells))


@dataclass(frozen=True, eq=False)
class Rows:
    """Samples to split into 70 %, 15 % and 15 %."""

    X: Annotated[Array, "N D"]
    y: Annotated[Array, "N 1"]
    seed: int

    def valid(self) -> bool:
        """Ten rows, and no size that hangs on how 0.7 N is rounded."""
        return len(self.X) > 10 and len(self.X) % 10 != 0


@st.composite
def row_sets(draw: st.DrawFn, rows: tuple[int, int] = (11, 25), features: tuple[int, int] = (1, 3)) -> Rows:
    """Rows that differ from each other."""
    N, D = draw(st.integers(*rows).filter(lambda count: count % 10 != 0)), draw(st.integers(*features))
    made = st.builds(Rows, grid(N, D), grid(N, 1), st.integers(0, 9999))
    return draw(made.filter(lambda problem: len(np.unique(np.hstack([problem.X, problem.y]), axis=0)) == N))


@dataclass(frozen=True, eq=False)
class Deployed(Standardized):
    """A model fitted on standardized data, and raw inputs to predict for."""

    X_new: Annotated[Array, "M D"]

    @property
    def z(self) -> Array:
        """What the model says, in standardized units."""
        return np.asarray((self.X_new - self.X_mean) / self.X_std @ self.W + self.b)

    @property
    def y_new(self) -> Array:
        return np.asarray(self.z * self.y_std + self.y_mean)

    @property
    def scale(self) -> Array:
        """The formula of y_new on absolute values."""
        far = (np.abs(self.X_new) + np.abs(self.X_mean)) / self.X_std
        return np.asarray((far @ np.abs(self.W) + np.abs(self.b)) * self.y_std + np.abs(self.y_mean))


@dataclass(frozen=True, eq=False)
class Unvaried(Deployed):
    """The same where the last feature was constant on the training data: a StandardScaler's var_ is 0 there, and its
    scale_ 1.
    """

    def valid(self) -> bool:
        return super().valid() and bool(self.X_std[-1] == 1 and np.all(self.X_new[:, -1] == self.X_mean[-1]))

    @property
    def X_var(self) -> Array:  # noqa: N802 -- as X_std
        return np.append(self.X_std[:-1] ** 2, 0.0)


@st.composite
def deployed(draw: st.DrawFn, rows: tuple[int, int] = (1, 5), features: tuple[int, int] = (1, 3)) -> Deployed:
    """Models whose answers tell whether each scaler was used, and where."""
    M, D = draw(st.integers(*rows)), draw(st.integers(*features))
    stds = positive(D, smallest=0.5, largest=4), positive(1, smallest=0.5, largest=4)
    parts = grid(D, 1, largest=2), grid(1, largest=2), grid(D, largest=4), stds[0], grid(1), stds[1], grid(M, D)
    made = st.builds(Deployed, *parts)

    def tells(problem: Deployed) -> bool:
        right = problem.y_new
        raw = (problem.X_new @ problem.W + problem.b) * problem.y_std + problem.y_mean
        wrong: list[Any] = [problem.z, raw, raw - right + problem.z, problem.z * problem.X_std[0] + problem.X_mean[0]]
        apart = all(np.abs(right - other).max() > 0.25 for other in wrong)
        return apart and telling(right) and bool(np.any(np.abs(right) > 0.05 * problem.scale))

    return draw(made.filter(tells))
