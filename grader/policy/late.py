"""What one student's unit loses for lateness: the rules' dates against what the report's origin says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ..results import Report
from . import clock
from .rules import Late, Rules


@dataclass(frozen=True)
class Lateness:
    """The share of the points that is lost, how late it was in words, and what an instructor should look at."""

    share: float = 0.0
    says: str = ""
    look: str = ""


def lateness(rules: Rules, report: Report, unit: str) -> Lateness:
    """The lateness of a unit. One that was not handed in is not late, and one of which nobody knows is not either."""
    handed_in, text, marked = _told(report, unit)
    if not handed_in:
        return Lateness()
    due = clock.deadline(rules, report.student, unit)
    at = None if text is None else clock.read_time(text, rules.zone)
    if due is not None and at is not None:
        return _by_clock(rules.late, due, at)
    if due is not None and text is not None:
        return Lateness(look=f"{unit}: {text!r} is no time, so nobody knows whether it was late")
    if marked:
        return _by_mark(rules, report.student, unit)
    return Lateness()


def lost(late: Late | None, share: float, earned: float, most: float) -> float:
    """The points that `share` is of a unit in which `earned` of `most` were reached; never more than were."""
    possible = late is not None and late.of == "possible"
    return min(earned, most * share) if possible else earned * share


def _told(report: Report, unit: str) -> tuple[bool, str | None, bool]:
    """Was it handed in, when, and is it marked late there?"""
    origin = report.origin
    if origin is None:
        return False, None, False
    sent = next((file for file in origin.files.values() if file.unit == unit), None)
    if sent is None:
        return not origin.files, origin.submitted_at, bool(origin.late)
    late = origin.late if sent.late is None else sent.late
    return True, sent.submitted_at or origin.submitted_at, bool(late)


def _by_clock(late: Late | None, due: dt.datetime, at: dt.datetime) -> Lateness:
    if late is None:
        return Lateness(says="late" if at > due else "")
    count, share = clock.lateness(late, due, at)
    return Lateness(share, _begun(count, late.per))


def _by_mark(rules: Rules, student: str, unit: str) -> Lateness:
    """Marked late where it came from, and either nobody says when it came or nobody says when it was due."""
    if clock.extensions(rules, student, unit):
        return Lateness(look=f"{unit}: marked late, but has an extension; nothing was taken off")
    if rules.late is None:
        return Lateness(says="marked late")
    if not rules.late.marked:
        return Lateness(
            says="marked late", look=f"{unit}: marked late, nobody knows by how much; nothing was taken off"
        )
    share = clock.share_lost(rules.late, rules.late.marked)
    return Lateness(share, f"marked late, taken for {_begun(rules.late.marked, rules.late.per)}")


def _begun(count: int, per: str) -> str:
    return f"{count} {per}{'s' * (count != 1)} late" if count else ""
