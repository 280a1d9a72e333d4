"""`grade_of`: what a student's report counts for under a policy, and what made the difference.

Pure: the same report, rules and overrides give the same grade, and none of them is changed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..results import Outcome, Report, UnitResult
from . import changes, points
from .changes import Change
from .late import lateness, lost
from .points import Found, Key
from .rules import DIGITS, Override, Rules, half_up

_NO_RULES = Rules()


@dataclass(frozen=True)
class UnitGrade:
    """One unit as it counts, rounded for display. `max_score` is without extra credit. `late` says how late, in
    words.
    """

    unit: str
    score: float
    max_score: float
    penalty: float = 0.0
    late: str = ""


@dataclass(frozen=True)
class Grade:
    """What counts for one student. `score` and `max_score` are rounded once, at the end, from unrounded parts: the
    units, rounded for themselves, may sum to something else in the last digit.

    `automatic` is the report that counts as grading made it, `report` the same with the policy's points in every check
    (before what is lost for lateness). `look` is what an instructor should look at.
    """

    student: str
    graded: bool
    score: float
    max_score: float
    automatic: Report
    report: Report
    units: tuple[UnitGrade, ...]
    bonus: float = 0.0
    changes: tuple[Change, ...] = ()
    look: tuple[str, ...] = ()

    @property
    def adjusted(self) -> bool:
        return bool(self.changes)

    @property
    def penalty(self) -> float:
        """The points lost for lateness."""
        return half_up(math.fsum(unit.penalty for unit in self.units), DIGITS)


def grade_of(
    report: Report, rules: Rules = _NO_RULES, overrides: Sequence[Override] = (), earlier: Sequence[Report] = ()
) -> Grade:
    """The grade of the student whose last report is `report`.

    `overrides` were set by command, for any students, and go before the rules' own. `earlier` are reports of earlier
    hand-ins, oldest first, of which one counts where it is better and the rules say ``attempts = "best"``.
    """
    last = _one(report, rules, overrides)
    if rules.attempts == "last" or not last.graded:
        return last
    units = {unit.unit for unit in report.units}
    like = [one for one in earlier if {unit.unit for unit in one.units} == units and one.files != report.files]
    grades = [*(grade for grade in (_one(one, rules, overrides) for one in like) if grade.graded), last]
    best = max(reversed(grades), key=_share)  # of equals the last
    if best is last:
        return last
    origin = best.automatic.origin
    said = f"hand-in {origin.attempt}" if origin is not None and origin.attempt else "an earlier hand-in"
    change = Change("attempt", automatic=last.score, score=best.score, max_score=best.max_score, comment=said)
    look = best.look
    if best.automatic.course.get("digest") != report.course.get("digest"):
        look = (*look, f"{said} counts, which was graded with another version of the course")
    return replace(best, changes=(change, *best.changes), look=look)


def _share(grade: Grade) -> float:
    return grade.score / grade.max_score if grade.max_score else grade.score


def _one(report: Report, rules: Rules, overrides: Sequence[Override]) -> Grade:
    """The grade of one report."""
    raw = points.checks_of(report)
    kept = {key: check for key, check in raw.items() if not set(points.names_of(key)) & set(rules.drop)}
    weighed = points.weighted(kept, rules.points)
    chosen = _chosen(report.student, rules, overrides)
    found, touched = points.overridden(weighed, chosen)
    bonuses = [one for one in rules.bonus if one.student == report.student]
    bonus = math.fsum(one.points for one in bonuses)
    adjusted = points.rebuilt(report, found)
    units = [_unit(rules, report, unit.unit, found) for unit in adjusted.units]
    changed = [
        *changes.dropped(rules.drop, raw),
        *changes.reweighted(rules.points, kept, weighed),
        *changes.credited(rules.extra_credit, found),
        *changes.overrode(chosen, weighed, found),
        *(unit.change(rules) for unit in units if unit.lost),
        *(Change("bonus", score=one.points, comment=one.comment) for one in bonuses),
    ]
    gone = [one.target for one in chosen if not points.meant(kept, one.target)]
    return Grade(
        report.student,
        graded=_settled(report, found, touched),
        score=max(0.0, half_up(math.fsum(unit.earned - unit.lost for unit in units) + bonus, rules.digits)),
        max_score=half_up(math.fsum(unit.most for unit in units), rules.digits),
        automatic=report,
        report=adjusted,
        units=tuple(unit.rounded(rules) for unit in units),
        bonus=bonus,
        changes=tuple(changed),
        look=(
            *(f"{name} was overridden and is not there" for name in gone),
            *(unit.look for unit in units if unit.look),
        ),
    )


@dataclass(frozen=True)
class _Unit:
    """One unit as it counts, unrounded."""

    unit: str
    earned: float
    most: float
    lost: float
    late: str
    look: str

    def rounded(self, rules: Rules) -> UnitGrade:
        score, most, penalty = (half_up(one, rules.digits) for one in (self.earned - self.lost, self.most, self.lost))
        return UnitGrade(self.unit, score, most, penalty, self.late)

    def change(self, rules: Rules) -> Change:
        before, after = half_up(self.earned, rules.digits), half_up(self.earned - self.lost, rules.digits)
        return Change("late", self.unit, automatic=before, score=after, comment=self.late)


def _unit(rules: Rules, report: Report, unit: str, found: Found) -> _Unit:
    keys = [key for key in found if key[0] == unit]
    counted = [key for key in keys if not set(points.names_of(key)) & set(rules.extra_credit)]
    earned, most = points.earned(found, keys), points.worth(found, counted)
    late = lateness(rules, report, unit)
    return _Unit(unit, earned, most, lost(rules.late, late.share, earned, most), late.says, late.look)


def _chosen(student: str, rules: Rules, overrides: Sequence[Override]) -> list[Override]:
    """One override for each target: one that was set by command goes before one in the file."""
    by_target = {one.target: one for one in (*rules.override, *overrides) if one.student == student}
    return list(by_target.values())


def _settled(report: Report, found: Found, touched: set[Key]) -> bool:
    """Is there a score? Where the grader could not do something: once a person has set or dropped all of that."""
    if report.status == "graded":
        return True
    ours = report.problem is not None and report.problem.outcome == Outcome.GRADER_ERROR
    broken = {unit.unit for unit in report.units if ours or _is_ours(unit)}
    faults = {
        key
        for key, check in points.checks_of(report).items()
        if key[0] in broken or check.outcome == Outcome.GRADER_ERROR
    }
    return bool(faults) and not (faults & found.keys()) - touched


def _is_ours(unit: UnitResult) -> bool:
    return unit.problem is not None and unit.problem.outcome == Outcome.GRADER_ERROR
