"""The score that leaves the house: one function, so that every destination says the same number."""

from __future__ import annotations

from dataclasses import dataclass

from ..results import Report


@dataclass(frozen=True)
class Final:
    """`says` tells the student why the score is not the sum of the checks, a line for each reason."""

    score: float
    max_score: float
    says: tuple[str, ...] = ()


def final(report: Report) -> Final | None:
    """None where the grader could not grade: that is no score, and never a zero."""
    return Final(report.score, report.max_score) if report.status == "graded" else None
