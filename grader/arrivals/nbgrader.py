"""nbgrader's ``submitted`` tree, or a course folder with one: student/assignment/files, ``timestamp.txt`` beside them.

A student may have several assignments; each is a hand-in of its own, with its own time.
"""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from collections.abc import Sequence
from dataclasses import replace

from ..trees import Child, Kind, Refused, as_id, read
from ..walk import SOURCES, Listing, is_junk
from .arrival import Arrival, Place, Taken, mostly

STEPS = {"source", "release", "submitted", "autograded", "feedback", "downloaded"}
COURSE_FILES = {"nbgrader_config.py", "gradebook.db", "header.ipynb"}
TIMESTAMP = "timestamp.txt"
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,6})\d*)?\s*(\S{1,64})?")


def fits(place: Place) -> bool:
    place = _submitted(place)
    students = place.folders()
    tops = [child for child in place.tops() if child.kind is Kind.FOLDER]
    below = [place.children(student) for student in students]
    if (place.at and place.at[-1] == "submitted") or place.name == "submitted":
        return bool(students) and not any(_has_source(children) for children in below)
    stamped = sum(
        any(_stamp_in(place, s, child) for child in children) for s, children in zip(students, below, strict=True)
    )
    return mostly(tops, stamped)


def _submitted(place: Place) -> Place:
    """The tree itself, also where the course's folder was named."""
    folders = set(place.folders())
    return replace(place, at=(*place.at, "submitted")) if "submitted" in folders <= STEPS else place


def _has_source(children: Sequence[Child]) -> bool:
    return any(child.kind is not Kind.FOLDER and child.name.lower().endswith(SOURCES) for child in children)


def _stamp_in(place: Place, student: str, assignment: Child) -> bool:
    return assignment.kind is Kind.FOLDER and any(
        child.name == TIMESTAMP for child in place.children(student, assignment.name)
    )


def take(place: Place) -> Taken:
    course, place = place, _submitted(place)
    arrivals, left_over = [], []
    if place is not course:
        others = [as_id(child.name) for child in course.tops() if child.name not in STEPS | COURSE_FILES]
        left_over += [f"{name}: beside submitted/" for name in others]
    for top in place.tops():
        student = as_id(top.name)
        if top.kind is not Kind.FOLDER:
            left_over.append(f"{student}: not a student's folder")
            continue
        assignments = []
        for child in place.children(top.name):
            if child.kind is Kind.FOLDER and not is_junk(child.name):
                assignments.append(child.name)
            elif not is_junk(child.name):
                left_over.append(f"{student}/{as_id(child.name)}: in no assignment's folder")
        arrivals += [_arrival(place, top.name, assignment) for assignment in assignments]
        if not assignments:
            arrivals.append(Arrival(student, Listing(), lms_id=student))
    return Taken(arrivals, left_over)


def _arrival(place: Place, student: str, assignment: str) -> Arrival:
    listing = place.listing(student, assignment)
    listing.others = [name for name in listing.others if name != TIMESTAMP]
    arrival = Arrival(as_id(student), listing, lms_id=as_id(student), assignment=as_id(assignment))
    if not any(child.name == TIMESTAMP for child in place.children(student, assignment)):
        return arrival
    try:
        text = read(place.tree, (*place.at, student, assignment, TIMESTAMP), 1000).decode("utf-8", "replace")
        return replace(arrival, submitted_at=parse_time(text))
    except (Refused, ValueError):
        return replace(arrival, notes=(f"{as_id(assignment)}/{TIMESTAMP} holds no time that can be read",))


def parse_time(text: str) -> str:
    """nbgrader's ``2015-02-02 15:58:23.948203 America/Los_Angeles`` as ISO 8601; UTC where no zone is given.

    Raises ValueError.
    """
    match = _TIME.fullmatch(text.strip())
    try:
        day, clock, fraction, zone = ("", "", "", "") if match is None else match.groups()
        when = dt.datetime.fromisoformat(f"{day}T{clock}" + (f".{fraction:0<6}" if fraction else ""))
        return when.replace(tzinfo=_zone(zone or "UTC")).isoformat()
    except ValueError:
        raise ValueError(f"not a time: {text[:40]!r}") from None


def _zone(name: str) -> dt.tzinfo:
    if name in ("UTC", "Z", "GMT"):
        return dt.UTC
    if match := re.fullmatch(r"([+-])(\d\d):?(\d\d)", name):
        offset = dt.timedelta(hours=int(match[2]), minutes=int(match[3]))
        return dt.timezone(offset if match[1] == "+" else -offset)
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, OSError):
        raise ValueError(name) from None
