"""What a student may see of a report: the one place that decides it, for every page and every export that a student
reads.

Of a hidden check there is its name and outcome only. The seed, from which the examples could be drawn again, is left
out, and so is what the grader says of its own errors, which may speak of the reference.
"""

from __future__ import annotations

from dataclasses import replace

from ..policy import Grade
from ..results import CheckResult, ExerciseResult, Outcome, Problem, Report, UnitResult

NOT_YOUR_FAULT = "the grader could not do this part; that is not your fault, and your instructor has been told"


def student_view(report: Report) -> Report:
    """`report` less what its student must not see."""
    return replace(
        report,
        course={"name": report.course.get("name", "")},
        sandbox={},
        timing={},
        problem=_problem(report.problem),
        units=tuple(_unit(unit) for unit in report.units),
    )


def student_grade(grade: Grade) -> Grade:
    """`grade` less what its student must not see: of a change to a hidden check there is only that it was one."""
    return replace(
        grade,
        automatic=student_view(grade.automatic),
        report=student_view(grade.report),
        changes=tuple(replace(change, check="") if change.hidden else change for change in grade.changes),
        look=(),
    )


def _unit(unit: UnitResult) -> UnitResult:
    exercises = tuple(
        ExerciseResult(one.name, tuple(_check(check) for check in one.checks), one.charts) for one in unit.exercises
    )
    return replace(unit, exercises=exercises, problem=_problem(unit.problem))


def _check(check: CheckResult) -> CheckResult:
    if check.visibility != "visible":
        return CheckResult(check.name, "", check.outcome, check.score, check.max_score, check.visibility)
    if check.outcome == Outcome.GRADER_ERROR:
        return CheckResult(check.name, check.says, check.outcome, check.score, check.max_score, message=NOT_YOUR_FAULT)
    return check


def _problem(problem: Problem | None) -> Problem | None:
    if problem is not None and problem.outcome == Outcome.GRADER_ERROR:
        return Problem(problem.outcome, NOT_YOUR_FAULT)
    return problem
