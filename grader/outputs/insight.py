"""What a class's reports tell together: how scores are spread, which checks were passed, which mistakes were made, and
which checks tell the strong from the weak badly.

Discrimination of a check is its item-rest correlation, as test theory has it: Pearson's r, over students, between
having passed it (0 or 1, which makes it the point-biserial correlation) and the points in the rest of its unit. The
check's own points are left out of the rest, or it would correlate with itself. A student counts where the unit's file
was there and loaded and some exercise of it was tried: files that are missing as a whole make all checks look alike.
Below `WEAK` a check is worth a look: those who do well elsewhere pass it hardly more often than others, or even less
often, as happens where a check is wrong, or may be passed by luck. It is given for `ENOUGH` students or more of whom at
least `APART` passed and `APART` did not: one student's bad day says nothing of a check.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from ..results import Outcome, Report, UnitResult

WEAK = 0.2
ENOUGH = 10
APART = 5
_UNTRIED = frozenset({Outcome.NOT_ATTEMPTED, Outcome.SKIPPED})
_NO_ONES = frozenset({Outcome.GRADER_ERROR})  # it is our fault, and says nothing of the class
Key = tuple[str, str, str]  # unit, exercise, check


@dataclass
class CheckTally:
    """One check over the class. `discrimination` is None where it cannot be told."""

    unit: str
    exercise: str
    name: str
    says: str
    hidden: bool = False
    passed: int = 0
    wrong: int = 0
    untried: int = 0
    items: list[float] = field(default_factory=list)  # 1 passed, 0 not, of those who count
    rests: list[float] = field(default_factory=list)  # their points in the rest of the unit

    @property
    def of(self) -> int:
        return self.passed + self.wrong + self.untried

    @property
    def rate(self) -> float:
        return self.passed / self.of if self.of else 0.0

    @property
    def discrimination(self) -> float | None:
        items, rests = np.array(self.items), np.array(self.rests)
        passed = int(items.sum())
        if len(items) < ENOUGH or min(passed, len(items) - passed) < APART or np.ptp(rests) <= 1e-9:
            return None
        return round(float(np.corrcoef(items, rests)[0, 1]), 3)


@dataclass
class MistakeTally:
    """A known mistake, and who made it."""

    unit: str
    exercise: str
    name: str
    hint: str
    students: list[str] = field(default_factory=list)


class Insight:
    """Takes in reports one by one, so that a class's reports need not all be held at once."""

    def __init__(self, reports: Iterable[Report] = ()) -> None:
        self.shares: list[float] = []  # of the points, of those who are graded
        self._checks: dict[Key, CheckTally] = {}
        self._mistakes: dict[Key, MistakeTally] = {}
        for report in reports:
            self.add(report)

    def add(self, report: Report, share: float | None = None) -> None:
        """Count a report in. `share` is the share of the points that count, where it is not the report's own."""
        if report.status != "graded":
            return
        if report.max_score or share is not None:
            self.shares.append(report.score / report.max_score if share is None else share)
        for unit in report.units:
            self._unit(report.student, unit)

    def _unit(self, student: str, unit: UnitResult) -> None:
        tried = any(check.outcome not in _UNTRIED for _, check in unit.checks)
        counts = tried and unit.problem is None
        for exercise, check in unit.checks:
            key = (unit.unit, exercise, check.name)
            if check.outcome in _NO_ONES:
                continue
            hidden = check.visibility != "visible"
            tally = self._checks.setdefault(key, CheckTally(*key, check.says, hidden))
            passed = check.outcome == Outcome.PASSED
            tally.passed += passed
            tally.untried += check.outcome in _UNTRIED
            tally.wrong += not passed and check.outcome not in _UNTRIED
            if counts:
                tally.items.append(float(passed))
                tally.rests.append(unit.score - check.score)
            if check.mistake is not None:
                self._mistake((unit.unit, exercise, check.mistake), check.hint, student)

    def _mistake(self, key: Key, hint: str, student: str) -> None:
        tally = self._mistakes.setdefault(key, MistakeTally(*key, hint))
        if tally.students[-1:] != [student]:  # several checks may name the same one
            tally.students.append(student)

    # ---- what it comes to

    @property
    def units(self) -> dict[str, list[CheckTally]]:
        """The checks of each unit, in course order."""
        found: dict[str, list[CheckTally]] = {}
        for tally in self._checks.values():
            found.setdefault(tally.unit, []).append(tally)
        return dict(sorted(found.items()))

    @property
    def mistakes(self) -> list[MistakeTally]:
        """The most common first."""
        return sorted(self._mistakes.values(), key=lambda one: (-len(one.students), one.unit, one.exercise, one.name))

    @property
    def weak(self) -> list[tuple[CheckTally, float]]:
        """The checks that discriminate badly, the worst first."""
        told = [(tally, tally.discrimination) for tally in self._checks.values()]
        found = [(tally, r) for tally, r in told if r is not None and r < WEAK]
        return sorted(found, key=lambda pair: pair[1])

    @property
    def median(self) -> float | None:
        return float(np.median(self.shares)) if self.shares else None

    @property
    def mean(self) -> float | None:
        return float(np.mean(self.shares)) if self.shares else None
