"""Dropped, re-weighted and overridden checks: a report in, a report out, no code run again.

A name is ``UNIT``, ``UNIT.EXERCISE`` or ``UNIT.EXERCISE.CHECK`` and means every check below it. A wider name is
reckoned after a narrower one: an exercise that is given 4 points has 4, whatever its checks were given, each keeping
its share; an exercise that is set to 3 points has 3, whatever its checks were set to.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..results import CheckResult, Outcome, Report
from .rules import Override

Key = tuple[str, str, str]  # unit, exercise, check
Found = dict[Key, CheckResult]


def checks_of(report: Report) -> Found:
    return {
        (unit.unit, exercise.name, check.name): check
        for unit in report.units
        for exercise in unit.exercises
        for check in exercise.checks
    }


def names_of(key: Key) -> tuple[str, str, str]:
    """The names that mean the check, the narrowest first."""
    unit, exercise, check = key
    return f"{unit}.{exercise}.{check}", f"{unit}.{exercise}", unit


def meant(found: Iterable[Key], target: str) -> list[Key]:
    """The checks that `target` means."""
    return [key for key in found if target in names_of(key)]


def in_order(found: Iterable[Key], targets: Iterable[str]) -> list[tuple[str, list[Key]]]:
    """Each target that means something with its checks, the narrower before the wider."""
    found = list(found)
    pairs = [(target, meant(found, target)) for target in targets]
    width = {target: max((names_of(key).index(target) for key in keys), default=0) for target, keys in pairs}
    return sorted(((target, keys) for target, keys in pairs if keys), key=lambda pair: width[pair[0]])


def worth(found: Found, keys: Iterable[Key]) -> float:
    return math.fsum(found[key].max_score for key in keys)


def earned(found: Found, keys: Iterable[Key]) -> float:
    return math.fsum(found[key].score for key in keys)


def weighted(found: Found, points: Mapping[str, float]) -> Found:
    """`found`, each name in `points` worth so much. A name's checks keep their shares of it; those that were worth
    nothing share alike.
    """
    found = dict(found)
    for target, keys in in_order(found, points):
        before, now = worth(found, keys), points[target]
        for key in keys:
            check = found[key]
            most = now * check.max_score / before if before else now / len(keys)
            share = check.score / check.max_score if check.max_score else float(check.outcome == Outcome.PASSED)
            found[key] = replace(check, score=most if share == 1 else most * share, max_score=most)
    return found


def overridden(found: Found, overrides: Sequence[Override]) -> tuple[Found, set[Key]]:
    """`found` with the points that a person set, and the checks that were. None gets more than it is worth."""
    found, touched = dict(found), set[Key]()
    by_target = {override.target: override for override in overrides}
    for target, keys in in_order(found, by_target):
        points = points_of(by_target[target], worth(found, keys))
        spread = _raised if points >= earned(found, keys) else _lowered
        for key, score in spread(found, keys, points).items():
            found[key] = replace(found[key], score=score)
        touched.update(keys)
    return found, touched


def points_of(override: Override, most: float) -> float:
    """The points that an override sets where its target is worth `most`."""
    points = override.points * most / override.of if override.of else override.points
    return min(points, most)


def _raised(found: Found, keys: Sequence[Key], points: float) -> dict[Key, float]:
    """What is missing is made good, everywhere by the same share."""
    missing = worth(found, keys) - earned(found, keys)
    share = (points - earned(found, keys)) / missing if missing > 0 else 0.0
    return {key: found[key].score + share * (found[key].max_score - found[key].score) for key in keys}


def _lowered(found: Found, keys: Sequence[Key], points: float) -> dict[Key, float]:
    had = earned(found, keys)
    return {key: found[key].score * points / had if had > 0 else 0.0 for key in keys}


def rebuilt(report: Report, found: Found) -> Report:
    """`report` with these checks; exercises and units of which none is left are gone."""
    units = []
    for unit in report.units:
        exercises = []
        for exercise in unit.exercises:
            keys = [(unit.unit, exercise.name, check.name) for check in exercise.checks]
            if any(key in found for key in keys) or not keys:
                exercises.append(replace(exercise, checks=tuple(found[key] for key in keys if key in found)))
        if exercises or not unit.exercises:
            units.append(replace(unit, exercises=tuple(exercises)))
    return replace(report, units=tuple(units))
