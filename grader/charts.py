"""The words in which a course author says what of an answer is worth a picture.

    @chart("train", x="epoch", y="loss")
    def loss_by_epoch(student):
        \"\"\"The loss before every update.\"\"\"
        return Curve(student.train(X, y, W, b, 0.1, 30)[2])

A chart asks the learner's functions and the reference's the same, and shows both curves; `points` is data that both
saw. What it shows is public, so its data is written down and never drawn from the seed. It scores nothing: a chart
that cannot be made leaves a gap in a page, and no more. It stands in ``charts/<unit>.py``.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from .errors import CourseError, Mismatch
from .results import Series

MOST = 400  # numbers in one curve: more than a picture shows


@dataclass(frozen=True, eq=False)
class Curve:
    """What a chart's body gives: numbers as they came, over 0, 1, 2, ... or over `x`."""

    y: Any
    x: Any = None

    def series(self) -> Series:
        """The curve as plain numbers, five digits each: a picture has no more. Raises Mismatch where it has none."""
        y = _floats(self.y)
        x = [float(i) for i in range(len(y))] if self.x is None else _floats(self.x)
        if len(x) != len(y):
            raise Mismatch(f"there are {len(y)} values where {len(x)} are expected", kind="shape")
        if not any(math.isfinite(value) for value in y):
            raise Mismatch("there is no finite number among the values" if y else "there are no values", kind="values")
        step = -(-len(y) // MOST)
        return Series(tuple(map(_short, x[::step])), tuple(map(_short, y[::step])))


@dataclass(frozen=True, eq=False)
class Plot:
    """A picture of one exercise's answers, made by `body`."""

    exercise: str
    name: str
    says: str
    x: str
    y: str
    points: Series | None
    body: Callable[[Any], Curve]


def chart(
    exercise: str, *, x: str, y: str, points: tuple[Any, Any] | None = None
) -> Callable[[Callable[[Any], Curve]], Plot]:
    """Declare a chart of `exercise` with these names on its axes. Raises CourseError without a docstring."""

    def declare(body: Callable[[Any], Curve]) -> Plot:
        says = inspect.getdoc(body)
        if not says:
            raise CourseError(f"chart {body.__name__} of {exercise} has no docstring: it is the line below the picture")
        data = None if points is None else Curve(points[1], points[0]).series()
        return Plot(exercise, body.__name__, " ".join(says.split()), x, y, data, body)

    return declare


LARGEST = 1e100  # what is larger is not drawn: a plot adds and multiplies what it is given


def _floats(values: Any) -> list[float]:
    """Whatever a learner's function gave, as numbers. Raises Mismatch where it is no row of numbers."""
    try:
        found = np.asarray([_float(value) for value in values], dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        raise Mismatch("the answer is no list of numbers", kind="type") from None
    return [float(value) for value in found]


def _float(value: Any) -> float:
    if isinstance(value, str | bytes):
        raise TypeError
    return float(value)


def _short(value: float) -> float | None:
    return float(f"{value:.5g}") if math.isfinite(value) and abs(value) < LARGEST else None
