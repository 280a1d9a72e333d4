"""When a unit was due, and what being late costs. Pure functions on times that know their zone.

A **day** late ends at the same time of day as the due date, in the due date's own zone, so that 23:59 stays 23:59 when
the clocks change; a day is then 23 or 25 hours. An **hour** is 3600 seconds. A period that has begun counts. Within
the grace nothing is lost; after it the count starts at the due date: grace forgives, it does not extend. A time that
the change of clocks makes ambiguous is read in the student's favour.
"""

from __future__ import annotations

import datetime as dt
import math

from .rules import Extension, Late, Rules

_DAY = dt.timedelta(days=1)
_HOUR = dt.timedelta(hours=1)
_FAR = dt.datetime.max.replace(tzinfo=dt.UTC) - dt.timedelta(days=2)


def instants(wall: dt.datetime, zone: dt.tzinfo | None) -> list[dt.datetime]:
    """The moments that `wall` may mean, in UTC. One without a zone of its own is a time of `zone`."""
    zone = wall.tzinfo or zone or dt.UTC
    try:
        return sorted(wall.replace(tzinfo=zone, fold=fold).astimezone(dt.UTC) for fold in (0, 1))
    except OverflowError:
        return [_FAR]


def instant(wall: dt.datetime, zone: dt.tzinfo | None) -> dt.datetime:
    """The last of them: for a time by which something is due."""
    return instants(wall, zone)[-1]


def later(due: dt.datetime, days: float) -> dt.datetime:
    """So many days of the calendar after `due`, in its zone; a part of a day is a part of 24 hours."""
    whole = math.floor(days)
    try:
        return instant(due.replace(tzinfo=None) + whole * _DAY, due.tzinfo) + (days - whole) * _DAY
    except OverflowError:
        return _FAR


def deadline(rules: Rules, student: str, unit: str) -> dt.datetime | None:
    """The moment by which `student` is to hand in `unit`, in the due date's zone: the latest that the date itself or
    any extension allows. None where there is no due date.
    """
    wall = rules.due.get(unit, rules.due.get("default"))
    if wall is None:
        return None
    zone = wall.tzinfo or rules.zone or dt.UTC
    due = instant(wall, zone).astimezone(zone)
    moments = [due.astimezone(dt.UTC)]
    for extension in extensions(rules, student, unit):
        moments.append(later(due, extension.days) + extension.hours * _HOUR)
        if extension.until is not None:
            moments.append(instant(extension.until, rules.zone))
    return max(moments).astimezone(zone)


def extensions(rules: Rules, student: str, unit: str) -> list[Extension]:
    return [one for one in rules.extension if one.student == student and one.unit in (None, unit)]


def periods(per: str, due: dt.datetime, at: dt.datetime) -> int:
    """How many days or hours have begun at `at` since `due`, both with a zone."""
    over = at.astimezone(dt.UTC) - due.astimezone(dt.UTC)
    if over <= dt.timedelta(0):
        return 0
    if per == "hour":
        return -(-over // _HOUR)
    count = max(1, over // _DAY - 1)  # a day may have 23 hours or 25
    while later(due, count) < at:
        count += 1
    return count


def share_lost(late: Late, count: int) -> float:
    """The share of the points, from 0 to the cap, that so many periods cost."""
    return min(late.percent * count, late.cap) / 100


def lateness(late: Late, due: dt.datetime, at: dt.datetime) -> tuple[int, float]:
    """How many periods late `at` is, and the share that it costs."""
    if at.astimezone(dt.UTC) - due.astimezone(dt.UTC) <= dt.timedelta(minutes=late.grace_minutes):
        return 0, 0.0
    count = periods(late.per, due, at)
    return count, share_lost(late, count)


def read_time(text: str, zone: dt.tzinfo | None) -> dt.datetime | None:
    """A hand-in's time as a report tells it, in UTC, without an offset in `zone`; None where it is none."""
    try:
        return instants(dt.datetime.fromisoformat(text), zone)[0]
    except ValueError:
        return None
