"""Canvas's "Download submissions", as the zip or unpacked: all files flat in one folder.

    {sortable name}_[LATE_]{user id}_{attachment id}_{file name}     the name in small letters, without spaces or commas
    [LATE_]anon_{anonymous id}_{attachment id}_{file name}           where names are hidden
    ..._{user id}_text.html, ..._link.html                           a text or a link instead of files

A file handed in again under the same name has ``-1``, ``-2`` before its ending. A download holds the last attempt
only; but where several lie in one folder (two downloads unpacked over each other), all are known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..find import number_of
from ..trees import Kind, as_id
from ..walk import SOURCES, Listing
from .arrival import Arrival, Place, Taken, mostly, shown

_FILE = r"(?:(\d{1,20})_(.+)|((?:text|link)\.html))"
_ANONYMOUS = re.compile(
    r"(LATE_)?anon_(LATE_)?([0-9A-Za-z]{1,40})_(?:(\d{1,20})_(.+)|((?:text|link)\.html))", re.DOTALL
)
_NAMED = re.compile(r"(.*?)_(LATE_)?(\d{1,20})_(?:(\d{1,20})_(.+)|((?:text|link)\.html))", re.DOTALL)
_AGAIN = re.compile(r"(.*)-(\d{1,6})((?:\.\w+)+)", re.DOTALL)


@dataclass(frozen=True)
class _File:
    top: str  # its name in the download
    name: str  # as the student named it
    attachment: str | None
    late: bool

    @property
    def again(self) -> tuple[str, int]:
        """The name without the number of a resubmission, and the number."""
        match = _AGAIN.fullmatch(self.name)
        return (match[1] + match[3], int(match[2])) if match else (self.name, 0)


@dataclass
class _Student:
    name: str
    user: str
    anonymous: bool
    files: list[_File] = field(default_factory=list)

    @property
    def label(self) -> str:
        return f"{self.name}_{self.user}"


def _parse(top: str) -> tuple[_Student, _File] | None:
    name = shown(top)
    if match := _ANONYMOUS.fullmatch(name):
        late = bool(match[1] or match[2])
        return _Student("anon", match[3], anonymous=True), _File(top, match[5] or match[6], match[4], late)
    if match := _NAMED.fullmatch(name):
        student = _Student(match[1], match[3], anonymous=False)
        return student, _File(top, match[5] or match[6], match[4], bool(match[2]))
    return None


def fits(place: Place) -> bool:
    tops = place.tops()
    return mostly(tops, sum(child.kind is Kind.FILE and _parse(child.name) is not None for child in tops))


def take(place: Place) -> Taken:
    students: dict[tuple[bool, str], _Student] = {}
    left_over = []
    for child in place.tops():
        parsed = _parse(child.name) if child.kind is Kind.FILE else None
        if parsed is None:
            left_over.append(f"{as_id(child.name)}: not a name that Canvas gives")
            continue
        one, file = parsed
        student = students.setdefault((one.anonymous, one.user), one)
        student.files.append(file)
    return Taken([arrival for student in students.values() for arrival in _arrivals(place, student)], left_over)


def _arrivals(place: Place, student: _Student) -> list[Arrival]:
    """One for each hand-in that can be told apart, the oldest first."""
    versions: dict[str, set[int]] = defaultdict(set)
    for file in student.files:
        base, number = file.again
        versions[base].add(number)
    several = sorted({n for numbers in versions.values() if len(numbers) > 1 for n in numbers})
    groups: dict[int, list[_File]] = defaultdict(list)
    for file in student.files:
        base, number = file.again
        last = several[-1] if several else 0
        groups[number if len(versions[base]) > 1 or number in several else last].append(file)
    return [
        Arrival(
            label=student.label,
            listing=_listing(place, groups[number]),
            lms_id=student.user,
            anonymous=student.anonymous,
            attempt=number + 1 if several else _attempt(place, groups[number]),
            late=any(file.late for file in groups[number]),
            names=() if student.anonymous else (student.name,),
        )
        for number in sorted(groups)
    ]


def _listing(place: Place, files: Sequence[_File]) -> Listing:
    listing = Listing()
    for file in sorted(files, key=lambda file: (int(file.attachment or 0), file.name)):
        listing.add(place.single(file.top, file.name, file.attachment))
    return listing


def _attempt(place: Place, files: Sequence[_File]) -> int | None:
    """Told only by the numbers behind a unit's name: any other name may have had its number from the student."""
    numbers = [
        file.again[1]
        for file in files
        for unit in place.ask.units
        for suffix in SOURCES
        if number_of(file.again[0], unit, suffix) == 0
    ]
    return max(numbers) + 1 if numbers else None
