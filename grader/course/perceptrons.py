"""Perceptrons on raw tensors: problems to predict, to differentiate and to train, and how checks put them.

No product X w1 is ever near 0, where the cut has no slope: neither at the start nor on the way of a training. See
problems.py for the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

import numpy as np
import torch
from hypothesis import strategies as st

from grader.checks import Mismatch, Thing, oracle, spread

from .problems import Array, grid, positive, seventy_one, telling
from .tensors import float32, leaf32, tensor

KINK = 1 / 16  # how far every X w1 stays away from 0


@dataclass(frozen=True, eq=False)
class Perceptron:
    """Inputs, parameters, and weights `upstream` for the entries of y_hat, to take a gradient with."""

    X: Annotated[Array, "N D"]
    w1: Annotated[Array, "D K"]
    b1: Annotated[Array, "1 K"]
    upstream: Annotated[Array, "N K"]

    def valid(self) -> bool:
        return bool(np.abs(self.X @ self.w1).min() >= KINK)

    @cached_property  # the same tensors in every run: calls are recognised faster
    def args(self) -> tuple[Any, Any, Any]:
        return float32(self.X), float32(self.w1), float32(self.b1)

    @cached_property
    def weights(self) -> Any:
        return float32(self.upstream)

    @property
    def y_hat(self) -> Array:
        return np.asarray(np.maximum(self.X @ self.w1, 0) + self.b1)

    @property
    def scale(self) -> Array:
        return np.asarray(np.abs(self.X) @ np.abs(self.w1) + np.abs(self.b1))

    @property
    def terms(self) -> int:
        return len(self.w1) + 1


@st.composite
def perceptrons(draw: st.DrawFn, rows: tuple[int, int] = (2, 5), inputs: tuple[int, int] = (1, 3)) -> Perceptron:
    """Perceptrons that cut some of their products and keep others."""
    N, D, K = draw(st.integers(*rows)), draw(st.integers(*inputs)), draw(st.integers(1, 2))
    made = st.builds(Perceptron, grid(N, D, largest=4), grid(D, K, largest=4), grid(1, K, largest=4), grid(N, K))

    def tells(problem: Perceptron) -> bool:
        h = problem.X @ problem.w1
        slopes = problem.X.T @ (problem.upstream * (h > 0)), problem.upstream.sum(axis=0)
        cut = N * K == 1 or bool((h > 0).any() and (h < 0).any())
        sizes = [*(np.abs(slope).max() for slope in slopes), np.abs(problem.b1).min()]
        return problem.valid() and cut and min(sizes) > 0.1 and telling(problem.y_hat, *slopes)

    return draw(made.filter(tells))


@dataclass(frozen=True, eq=False)
class Fitting:
    """A perceptron to be trained."""

    X: Annotated[Array, "N D"]
    y: Annotated[Array, "N K"]
    w1: Annotated[Array, "D K"]
    b1: Annotated[Array, "1 K"]
    learning_rate: float
    num_iterations: int

    @cached_property
    def tensors(self) -> tuple[Any, Any, Any, Any]:
        """X, y, and both parameters as leaves."""
        return float32(self.X), float32(self.y), leaf32(self.w1), leaf32(self.b1)

    def run(self, X: Array, y: Array, w1: Array, b1: Array) -> list[Array]:
        """w1, b1 and the losses, by the formulas, in the precision of the arguments."""
        losses = []
        for _ in range(self.num_iterations):
            h = X @ w1
            error = np.where(h > 0, h, h.dtype.type(0)) + b1 - y
            losses.append((error**2).sum())
            w1 = w1 - self.learning_rate * 2 * X.T @ (error * (h > 0))
            b1 = b1 - self.learning_rate * 2 * error.sum(axis=0, keepdims=True)
        return [w1, b1, np.array(losses)]

    @property
    def path(self) -> list[Array]:
        """w1 before each iteration, and after the last."""
        runs = (
            Fitting(self.X, self.y, self.w1, self.b1, self.learning_rate, n) for n in range(self.num_iterations + 1)
        )
        return [fitting.run(self.X, self.y, self.w1, self.b1)[0] for fitting in runs]

    def valid(self) -> bool:
        """Far from the kink on all the way, with a learning rate at which the loss falls."""
        curvature = 2 * (np.sum(self.X**2) + len(self.X))
        smooth = all(np.abs(self.X @ w1).min() >= KINK for w1 in self.path)
        return bool(smooth and 0 < self.learning_rate * curvature < 1.6 and self.num_iterations > 0)


@st.composite
def fittings(
    draw: st.DrawFn,
    rows: tuple[int, int] = (2, 5),
    inputs: tuple[int, int] = (1, 2),
    iterations: tuple[int, int] = (1, 1),
) -> Fitting:
    """Perceptrons of which a step moves every part."""
    N, D, K = draw(st.integers(*rows)), draw(st.integers(*inputs)), draw(st.integers(1, 2))
    rate, count = draw(st.sampled_from((0.03125, 0.02, 0.015625, 0.0125))), draw(st.integers(*iterations))
    made = st.builds(
        lambda X, y, w1, b1: Fitting(X, y, w1, b1, rate, count),
        *(grid(N, D, largest=2), grid(N, K, largest=6), grid(D, K, largest=3), grid(1, K, largest=3)),
    )

    def tells(problem: Fitting) -> bool:
        h = problem.X @ problem.w1
        if not (h > 0).any() or not (N * K == 1 or (h < 0).any()) or not problem.valid():
            return False
        w1, b1, losses = problem.run(problem.X, problem.y, problem.w1, problem.b1)
        moved = min(np.abs(w1 - problem.w1).max(), np.abs(b1 - problem.b1).max())
        return bool(moved > 0.05) and telling(w1, b1, losses)

    return draw(made.filter(tells))


def many_rows(iterations: int = 1) -> Fitting:
    """More rows than any usual mini-batch holds, with a gradient above 100; no X w1 is near 0."""
    X, y = seventy_one()
    return Fitting(X + 1 / 32, y, np.array([[3.125]]), np.array([[0.625]]), 1 / 512, iterations)


# Trainings that tempt one to end them early: the loss rises at every step, or moves less and less, or never.
OVERSHOOTS = Fitting(
    np.array([[1.0], [2.0]]), np.array([[3.5], [5.625]]), np.array([[2.0]]), np.array([[1.0]]), 0.16, 4
)
CONVERGES = Fitting(
    np.array([[1.0], [-1.0], [2.0]]),
    np.array([[2.125], [0.625], [3.625]]),
    np.array([[1.4375]]),
    np.array([[0.6875]]),
    0.1,
    14,
)
AT_REST = Fitting(
    np.array([[1.0], [2.0], [3.0]]),
    np.array([[2.25], [3.375], [5.25]]),
    np.array([[1.5]]),
    np.array([[0.625]]),
    0.03125,
    12,
)

# Nine of the lesson's points, in the float32 of its tensors.
LESSON_X = np.array([[4.7], [2.4], [7.5], [7.1], [4.3], [7.8], [8.9], [5.2], [4.59]], dtype=np.float32).astype(
    np.float64
)
LESSON_Y = np.array([[2.6], [1.6], [3.09], [2.4], [2.4], [3.3], [2.6], [1.96], [3.13]], dtype=np.float32).astype(
    np.float64
)
on_the_lesson: st.SearchStrategy[Fitting] = st.builds(
    lambda w1, b1: Fitting(LESSON_X, LESSON_Y, w1, b1, 0.001, 3),
    positive(1, 1, smallest=0.5, largest=2),
    grid(1, 1, largest=2),
)


@oracle
def fitted(problem: Fitting) -> tuple[list[Array], list[Array]]:
    """w1, b1 and losses after training, and a bound for each."""
    return spread(problem.run, problem.X, problem.y, problem.w1, problem.b1, rows=(0, 1))


# ---- putting them


def held(student: Any, problem: Fitting) -> tuple[Any, Any, Thing, Thing]:
    """X, y, and both parameters as leaves that the learner's code may change in place."""
    X, y, w1, b1 = problem.tensors
    return X, y, student.hold(w1), student.hold(b1)


def now(parameter: Thing, before: Array, name: str) -> Array:
    """A held parameter's values. Raises Mismatch where they are of another shape than before."""
    return tensor(parameter.read(), before.shape, name)


def left_over(parameter: Thing, name: str) -> None:
    """Raise Mismatch if a gradient is left on a held parameter: None and zeros are none."""
    grad = parameter.get("grad")
    if grad is None:
        return
    if not isinstance(grad, torch.Tensor) or bool(torch.any(grad != 0)):
        shown = grad.tolist() if isinstance(grad, torch.Tensor) else grad
        raise Mismatch(f"{name}.grad is {shown} afterwards, expected None or zeros", kind="property", got=grad)


def pulled(student: Any, name: str, *args: Any, upstream: Any) -> tuple[Any, list[Any]]:
    """The value of a learner's function, and the gradients of ``sum(value * upstream)`` by its arguments.

    Raises Mismatch where there is no such answer.
    """
    answer = student.vjp(name, *args, cotangent=upstream)
    if type(answer) is not dict or type(answer.get("args")) is not list or len(answer["args"]) != len(args):
        raise Mismatch("the gradients cannot be read", kind="type", got=answer)
    return answer.get("value"), answer["args"]
