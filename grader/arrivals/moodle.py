"""Moodle's "Download all submissions", as the zip or unpacked, in folders or flat.

    {Full name}_{N}_assignsubmission_file[_]/path          N is the number of the worksheet's "Participant N"
    {Full name}_{N}_assignsubmission_file_{file name}
    {Group}_{N}_assignsubmission_file/path                 where groups hand in
    Participant_{N}_assignsubmission_file/path             where marking is blind; the word is in the site's language

Moodle writes neither the time nor the lateness into a download.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from ..trees import Child, Kind, as_id
from ..walk import Listing
from .arrival import Arrival, Place, Taken, mostly, shown

_NAME = re.compile(r"(.*?)(?:_(\d{1,20}))?_assignsubmission_([a-z]+)(?:_(.*))?", re.DOTALL)


@dataclass
class _Student:
    name: str
    number: str | None
    listing: Listing = field(default_factory=Listing)


def fits(place: Place) -> bool:
    tops = place.tops()
    return mostly(tops, sum(_NAME.fullmatch(shown(child.name)) is not None for child in tops))


def take(place: Place) -> Taken:
    students: dict[tuple[str, str | None], _Student] = {}
    left_over = []
    for child in place.tops():
        match = _NAME.fullmatch(shown(child.name))
        if match is None or child.kind not in (Kind.FOLDER, Kind.FILE):
            left_over.append(f"{as_id(child.name)}: not a name that Moodle gives")
            continue
        name, number = match[1], match[2]
        student = students.setdefault((name, number), _Student(name, number))
        student.listing.add(_listing(place, child, match[4] or ""))
    names = Counter(student.name for student in students.values())
    blind = len(students) > 1 and len(names) == 1
    arrivals = [
        Arrival(
            label=student.name if student.number is None else f"{student.name}_{student.number}",
            listing=student.listing,
            lms_id=student.number,
            anonymous=blind or student.name.casefold() == "participant",
            names=(student.name,),
        )
        for student in students.values()
    ]
    return Taken(arrivals, left_over)


def _listing(place: Place, child: Child, file_name: str) -> Listing:
    return place.listing(child.name) if child.kind is Kind.FOLDER else place.single(child.name, file_name)
