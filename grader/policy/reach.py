"""Which units, exercises and checks a policy or an override may speak of, and what of it is there."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable

from ..errors import UsageError
from ..results import Report
from . import points
from .rules import Rules


def names_in(reports: Iterable[Report]) -> set[str]:
    """Every name that means something in these reports."""
    return {name for report in reports for key in points.checks_of(report) for name in points.names_of(key)}


def full_name(report: Report, text: str) -> str:
    """The whole name of what a person calls `text`, who may leave out the unit. Raises UsageError."""
    known = sorted(names_in([report]))
    if text in known:
        return text
    units = {unit.unit for unit in report.units}
    short = {name: name.split(".", 1)[1] for name in known if name not in units}
    found = [name for name, rest in short.items() if rest == text]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{text} is in more than one unit; say which: {', '.join(found)}")
    raise UsageError(f"{report.student} has no exercise or check {text!r}; {_nearest(text, [*short.values(), *known])}")


def worth(report: Report, rules: Rules, target: str) -> float | None:
    """The points that `target` is worth under the rules; None where it does not count."""
    found = points.checks_of(report)
    kept = {key: check for key, check in found.items() if not set(points.names_of(key)) & set(rules.drop)}
    keys = points.meant(kept, target)
    return points.worth(points.weighted(kept, rules.points), keys) if keys else None


def unknown(rules: Rules, known: Collection[str]) -> list[tuple[tuple[str | int, ...], str, str]]:
    """The names in the rules that mean nothing: where they stand, the name, and what it may have been."""
    return [(place, name, _nearest(name, known)) for place, name in rules.targets() if name not in known]


def _nearest(text: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(text, list(known), 1) or [
        name for name in sorted(known) if name.endswith(f".{text}")
    ]
    return f"did you mean {near[0]}?" if near else "see the names in a report, or grader list"
