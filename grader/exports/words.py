"""A student's view as the lines that several destinations share: each check with a name and a text, and what goes on
top. Plain text; what markup it needs is the destination's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from ..outputs.failure_text import failure_text
from ..outputs.html import WORDS
from ..outputs.text import number, visible
from ..results import CheckResult, Outcome, Problem, Report
from .students import Graded

NOT_GRADED = "Not graded yet: the grader could not do it. That is not your fault, and your instructor has been told."
HIDDEN = "This check is hidden."


@dataclass(frozen=True)
class Line:
    """One check: `name` tells it from every other of the report."""

    unit: str
    exercise: str
    check: CheckResult
    name: str
    text: str

    @property
    def passed(self) -> bool:
        return self.check.outcome == Outcome.PASSED


def lines(view: Report) -> Iterator[Line]:
    """Every check, in course order."""
    several = len(view.units) > 1
    for unit in view.units:
        for exercise, check in unit.checks:
            name = f"{exercise}: {check.name}"
            yield Line(
                unit.unit,
                exercise,
                check,
                f"{unit.unit}, {name}" if several else name,
                _text(check, exercise, file_of(view, unit.unit)),
            )


def _text(check: CheckResult, exercise: str, path: str) -> str:
    if check.outcome == Outcome.PASSED:
        return visible(check.says or HIDDEN)
    return failure_text(check, exercise, path)


def file_of(view: Report, unit: str) -> str:
    """How the student's file of a unit is named."""
    sent = {} if view.origin is None else view.origin.files
    for name in view.files:
        if (name in sent and sent[name].unit == unit) or PurePosixPath(name).stem == unit:
            return name
    return f"{unit}.py"


def on_top(one: Graded) -> list[str]:
    """What is to be said of the whole: the score, why it is what it is, what could not be read."""
    said = [score_of(one), *(() if one.final is None else one.final.says)]
    view = one.view
    if view.problem is not None:
        said.append(_problem(view.problem))
    said += view.notes
    for unit in view.units:
        same = view.problem is not None and unit.problem is not None and unit.problem.message == view.problem.message
        if unit.problem is not None and not same:
            said.append(f"{file_of(view, unit.unit)}: {_problem(unit.problem)}")
        said += [f"{unit.unit}: {note}" for note in unit.notes]
    return [visible(text) for text in said]


def score_of(one: Graded) -> str:
    if one.final is None:
        return NOT_GRADED
    return f"Score: {number(one.final.score)} of {number(one.final.max_score)}"


def _problem(problem: Problem) -> str:
    line = "" if problem.line is None else f", line {problem.line}"
    return f"{WORDS[problem.outcome]}{line}: {problem.message}"
