"""A report in short: what tables and lists are made of, so that a class's reports need not all be held at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..policy import Grade, grade_of
from ..results import Outcome, Report
from .grade_text import reasons


@dataclass(frozen=True)
class Summary:
    """One student: scores by unit and by (unit, exercise), each with its maximum, and what to look at.

    Scores are those that count, under the policy; an exercise's are before what is lost for lateness. `automatic` is
    the score without any policy, and `reasons` say what made the difference.
    """

    student: str
    graded: bool
    score: float
    max_score: float
    units: dict[str, tuple[float, float]]
    exercises: dict[tuple[str, str], tuple[float, float]]
    look: tuple[str, ...]
    automatic: float = 0.0
    penalty: float = 0.0
    reasons: tuple[str, ...] = ()
    name: str = ""  # the person's, where a roster says it and it is not the id

    @property
    def shown(self) -> str:
        """The student to a person."""
        return f"{self.student} ({self.name})" if self.name else self.student


@dataclass(frozen=True)
class Rate:
    """How a class did in one exercise: how many of `of` have all its points, and the mean share of the points."""

    unit: str
    exercise: str
    full: int
    of: int
    mean: float


def summarize(found: Grade | Report) -> Summary:
    """`found` in short; a report alone counts as it is."""
    grade = grade_of(found) if isinstance(found, Report) else found
    return Summary(
        grade.student,
        grade.graded,
        grade.score,
        grade.max_score,
        {unit.unit: (unit.score, unit.max_score) for unit in grade.units},
        {(unit.unit, one.name): (one.score, one.max_score) for unit in grade.report.units for one in unit.exercises},
        (*_look(grade.report), *grade.look),
        grade.automatic.score,
        grade.penalty,
        reasons(grade),
        _name(grade.report),
    )


def _name(report: Report) -> str:
    name = "" if report.origin is None else report.origin.person.get("name", "")
    return "" if name.casefold() == report.student.casefold() else name


def _look(report: Report) -> list[str]:
    found = [] if report.problem is None else [report.problem.message]
    for unit in report.units:
        if unit.problem is not None and (report.problem is None or unit.problem.message != report.problem.message):
            line = "" if unit.problem.line is None else f", line {unit.problem.line}"
            found.append(f"{unit.unit}{line}: {unit.problem.message}")
        elif unit.problem is None:
            broken = [(name, check) for name, check in unit.checks if check.outcome == Outcome.GRADER_ERROR]
            found += [f"{unit.unit}, {name}, {check.name}: {check.message}" for name, check in broken]
    return found


def rates(summaries: Sequence[Summary]) -> list[Rate]:
    """The class's rates, exercise by exercise, over those who are graded."""
    by_exercise: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for summary in summaries:
        for name, scores in summary.exercises.items() if summary.graded else ():
            by_exercise.setdefault(name, []).append(scores)
    return [
        Rate(
            unit,
            exercise,
            sum(got == most for got, most in scores),
            len(scores),
            sum(got / most if most else 1.0 for got, most in scores) / len(scores),
        )
        for (unit, exercise), scores in by_exercise.items()
    ]


def units_of(summaries: Sequence[Summary]) -> list[str]:
    """Every unit that anyone has, in order."""
    return sorted({unit for summary in summaries for unit in summary.units})


def ungraded_first(summaries: Sequence[Summary]) -> list[Summary]:
    return sorted(summaries, key=lambda summary: (summary.graded, summary.student))
