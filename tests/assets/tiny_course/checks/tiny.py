"""Checks of tiny: the mean, the variance, and the mean over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from grader.checks import Exercise, Unit, check, close, pure, require

UNIT = Unit(
    "Averages",
    Exercise("mean", hints=("Add them up.", "Divide by how many there are.", "np.sum(x) and len(x) are all you need.")),
    Exercise("variance", needs=("mean",), hints=("Distances to the mean.", "Square them.", "Average the squares.")),
    Exercise(
        "report",
        needs=("mean", "variance"),
        hints=("A dict.", "Two keys.", "mean and variance, by your own functions."),
    ),
)


@dataclass(frozen=True, eq=False)
class Values:
    """Numbers on a grid."""

    x: Annotated[np.ndarray, "N"]


def values(least: int = 1) -> st.SearchStrategy[Values]:
    return st.lists(st.integers(-64, 64), min_size=least, max_size=8).map(lambda v: Values(np.array(v) / 8.0))


@check("mean", points=2, hint="Sum, then divide.")
@given(v=values())
@example(v=Values(np.array([1.0, 2.0])))
def mean_is_right(student, v):
    """The mean is the sum over the number of values."""
    close(student.mean(v.x), float(np.mean(v.x)), scale=float(np.mean(np.abs(v.x))), terms=len(v.x))


@check("mean", kind="contract")
@given(v=values())
def mean_is_pure(student, v):
    """mean changes nothing and gives the same answer twice."""
    pure(student, "mean", v.x)


@check("variance", points=2)
@given(v=values(2))
def variance_is_right(student, v):
    """The variance is the mean squared distance to the mean."""
    scale = 4 * float(np.mean(v.x**2))
    close(student.variance(v.x), float(np.var(v.x)), scale=scale, terms=len(v.x))


@check("variance", kind="property", visibility="hidden")
@given(v=values(2), shift=st.integers(1, 8))
def variance_ignores_a_shift(student, v, shift):
    """Adding a constant to all values leaves the variance as it is."""
    scale = 4 * float(np.mean((np.abs(v.x) + shift) ** 2))
    close(student.variance(v.x + shift), float(np.var(v.x)), scale=scale, terms=len(v.x))


@check("report", points=2)
@given(v=values(2))
def report_is_right(student, v):
    """The report has both."""
    got = student.report(v.x)
    require(
        type(got) is dict and list(got) == ["mean", "variance"],
        "the report is not a dict of mean and variance",
        got=got,
    )
    close(got["mean"], float(np.mean(v.x)), name="mean", scale=float(np.mean(np.abs(v.x))), terms=len(v.x))
    close(got["variance"], float(np.var(v.x)), name="variance", scale=4 * float(np.mean(v.x**2)), terms=len(v.x))
