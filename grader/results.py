"""The words of a grading run, as frozen dataclasses, and their JSON form (format ``grader-report/1``).

`Outcome` names every way a check can end; "wrong" is never mixed up with "we broke". A `Report` holds units, a unit
exercises, an exercise checks. Scores are sums, computed here once, rounded to 6 digits so that sums print alike
everywhere.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from .origin import Origin

FORMAT = "grader-report/1"
_SURROGATE = re.compile("[\ud800-\udfff]")


class Outcome(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    RAISED = "raised"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    CRASHED = "crashed"
    NOT_ATTEMPTED = "not_attempted"
    SKIPPED = "skipped"
    GRADER_ERROR = "grader_error"
    REFUSED = "refused"  # only in Problem: the submission could not be taken


@dataclass(frozen=True)
class Counterexample:
    """The smallest failing call: `call` can be pasted into Python, `expected` and `got` are text."""

    call: str
    expected: str = ""
    got: str = ""


@dataclass(frozen=True)
class Problem:
    """Why a whole file, or a whole submission, could not be loaded or taken."""

    outcome: Outcome
    message: str
    line: int | None = None


NOT_WRITTEN = "not written yet"


@dataclass(frozen=True)
class CheckResult:
    """One check's outcome on one submission. `score` lies in [0, max_score]."""

    name: str
    says: str
    outcome: Outcome
    score: float
    max_score: float
    visibility: str = "visible"
    message: str = ""
    hint: str = ""
    mistake: str | None = None
    line: int | None = None
    counterexample: Counterexample | None = None
    traceback: tuple[str, ...] = ()  # the learner's own lines, outermost first: 'line 42, in train: W = W - dW'


@dataclass(frozen=True)
class Series:
    """Numbers to draw; None where there was no finite one."""

    x: tuple[float | None, ...]
    y: tuple[float | None, ...]


@dataclass(frozen=True)
class Chart:
    """A picture of what an exercise's code gives, beside what the reference gives. It scores nothing.

    `yours` is None where the submission gave nothing that can be drawn, and `missing` says why.
    """

    name: str
    says: str
    x_label: str
    y_label: str
    reference: Series
    yours: Series | None = None
    points: Series | None = None  # data that both saw
    missing: str = ""


def blank(check: Any, outcome: Outcome, message: str = "") -> CheckResult:
    """The result of a check, or of an outline's, that was not run."""
    return CheckResult(check.name, check.says, outcome, 0.0, check.points, check.visibility, message)


@dataclass(frozen=True)
class ExerciseResult:
    """The checks of one exercise, and its charts."""

    name: str
    checks: tuple[CheckResult, ...]
    charts: tuple[Chart, ...] = ()

    @property
    def score(self) -> float:
        return total(check.score for check in self.checks)

    @property
    def max_score(self) -> float:
        return total(check.max_score for check in self.checks)


def _given_up(exercise: ExerciseResult) -> tuple[CheckResult, ...]:
    return tuple(
        CheckResult(one.name, one.says, Outcome.GRADER_ERROR, 0.0, one.max_score, one.visibility)
        for one in exercise.checks
    )


@dataclass(frozen=True)
class UnitResult:
    """The exercises of one unit."""

    unit: str
    exercises: tuple[ExerciseResult, ...]
    problem: Problem | None = None
    notes: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        return total(exercise.score for exercise in self.exercises)

    @property
    def max_score(self) -> float:
        return total(exercise.max_score for exercise in self.exercises)

    @property
    def checks(self) -> list[tuple[str, CheckResult]]:
        """Every (exercise name, check result), in course order."""
        return [(exercise.name, check) for exercise in self.exercises for check in exercise.checks]


@dataclass(frozen=True)
class Report:
    """All that grading one submission found. ``status`` is ``graded`` or ``ungraded`` (the grader could not)."""

    student: str
    files: dict[str, str]  # file name -> "sha256:..."
    course: dict[str, Any]  # name, digest, seed, examples
    units: tuple[UnitResult, ...]
    sandbox: dict[str, Any] = field(default_factory=dict)
    origin: Origin | None = None  # where it came from
    status: str = "graded"
    problem: Problem | None = None
    notes: tuple[str, ...] = ()
    timing: dict[str, float] = field(default_factory=dict)

    @property
    def score(self) -> float:
        return total(unit.score for unit in self.units)

    @property
    def max_score(self) -> float:
        return total(unit.max_score for unit in self.units)

    @property
    def submitted_at(self) -> str | None:
        return None if self.origin is None else self.origin.submitted_at

    def given_up(self, why: str) -> Report:
        """The same submission's report where the grader could not: nothing of what was found is in it."""
        problem = Problem(Outcome.GRADER_ERROR, why)
        units = tuple(
            UnitResult(unit.unit, tuple(ExerciseResult(one.name, _given_up(one)) for one in unit.exercises), problem)
            for unit in self.units
        )
        return replace(self, units=units, status="ungraded", problem=problem, notes=())

    def to_dict(self) -> dict[str, Any]:
        """The report as plain data, keys in the order in which a person reads them."""
        return {
            "format": FORMAT,
            "student": self.student,
            "submission": {
                "files": dict(sorted(self.files.items())),
                "submitted_at": self.submitted_at,
                "origin": None if self.origin is None else self.origin.to_dict(),
            },
            "course": self.course,
            "sandbox": self.sandbox,
            "status": self.status,
            "problem": _problem_to_dict(self.problem),
            "notes": list(self.notes),
            "score": self.score,
            "max_score": self.max_score,
            "units": [_unit_to_dict(unit) for unit in self.units],
            "timing": self.timing,
        }

    def to_json(self, **beside: Any) -> str:
        """Strict JSON: no NaN literal, no lone surrogate. `beside` is plain data to stand beside the report's own."""
        text = json.dumps({**self.to_dict(), **beside}, indent=1, ensure_ascii=False, allow_nan=False)
        return _SURROGATE.sub(lambda match: f"\\\\u{ord(match[0]):04x}", text) + "\n"

    @staticmethod
    def from_dict(data: dict[str, Any]) -> Report:
        """The inverse of `to_dict`. Raises ValueError for another format."""
        if data.get("format") != FORMAT:
            raise ValueError(f"not a {FORMAT} report: format is {data.get('format')!r}")
        return Report(
            student=data["student"],
            files=data["submission"]["files"],
            origin=_origin_from_dict(data["submission"].get("origin")),
            course=data["course"],
            sandbox=data["sandbox"],
            status=data["status"],
            problem=_problem_from_dict(data["problem"]),
            notes=tuple(data["notes"]),
            units=tuple(_unit_from_dict(unit) for unit in data["units"]),
            timing=data["timing"],
        )

    def without_run(self) -> Report:
        """The report less what may differ between two runs of the same submission: timing and sandbox."""
        return replace(self, timing={}, sandbox={})


def total(scores: Any) -> float:
    """The sum of scores, free of binary noise such as 0.30000000000000004."""
    return round(float(sum(scores)), 6)


def _origin_from_dict(data: dict[str, Any] | None) -> Origin | None:
    return None if data is None else Origin.from_dict(data)


def _problem_to_dict(problem: Problem | None) -> dict[str, Any] | None:
    return (
        None if problem is None else {"outcome": str(problem.outcome), "message": problem.message, "line": problem.line}
    )


def _problem_from_dict(data: dict[str, Any] | None) -> Problem | None:
    return None if data is None else Problem(Outcome(data["outcome"]), data["message"], data["line"])


def _unit_to_dict(unit: UnitResult) -> dict[str, Any]:
    return {
        "unit": unit.unit,
        "score": unit.score,
        "max_score": unit.max_score,
        "problem": _problem_to_dict(unit.problem),
        "notes": list(unit.notes),
        "exercises": [
            {
                "name": exercise.name,
                "score": exercise.score,
                "max_score": exercise.max_score,
                "checks": [_check_to_dict(check) for check in exercise.checks],
                **({"charts": [asdict(chart) for chart in exercise.charts]} if exercise.charts else {}),
            }
            for exercise in unit.exercises
        ],
    }


def _unit_from_dict(data: dict[str, Any]) -> UnitResult:
    exercises = tuple(
        ExerciseResult(
            exercise["name"],
            tuple(_check_from_dict(check) for check in exercise["checks"]),
            tuple(_chart_from_dict(chart) for chart in exercise.get("charts", ())),
        )
        for exercise in data["exercises"]
    )
    return UnitResult(data["unit"], exercises, _problem_from_dict(data["problem"]), tuple(data["notes"]))


def _chart_from_dict(data: dict[str, Any]) -> Chart:
    drawn = {
        name: None if data[name] is None else Series(tuple(data[name]["x"]), tuple(data[name]["y"]))
        for name in ("reference", "yours", "points")
    }
    return Chart(**{**data, **drawn})


def _check_to_dict(check: CheckResult) -> dict[str, Any]:
    shown = check.counterexample
    return {
        "name": check.name,
        "says": check.says,
        "outcome": str(check.outcome),
        "score": check.score,
        "max_score": check.max_score,
        "visibility": check.visibility,
        "message": check.message,
        "hint": check.hint,
        "mistake": check.mistake,
        "line": check.line,
        "counterexample": None if shown is None else {"call": shown.call, "expected": shown.expected, "got": shown.got},
        "traceback": list(check.traceback),
    }


def _check_from_dict(data: dict[str, Any]) -> CheckResult:
    shown = data["counterexample"]
    return CheckResult(
        name=data["name"],
        says=data["says"],
        outcome=Outcome(data["outcome"]),
        score=data["score"],
        max_score=data["max_score"],
        visibility=data["visibility"],
        message=data["message"],
        hint=data["hint"],
        mistake=data["mistake"],
        line=data["line"],
        counterexample=None if shown is None else Counterexample(**shown),
        traceback=tuple(data["traceback"]),
    )
