"""Whose row is whose: the rows of an instructor's file and the students of the gradebook, by identity.

A student may be known by several names (`Graded.names`), and a row by several cells. Names of one sort are tried
before names of the next, the surest first; a name counts only where it leads to one row and from there to one student.
Nothing is guessed, and who is left over on either side is listed.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..outputs.text import one_line
from .students import Graded


@dataclass
class Joined:
    """The student of each row, and lines on all that could not be joined."""

    by_row: dict[int, Graded] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)


def join(
    students: Sequence[Graded],
    rows: Mapping[int, Mapping[str, str]],
    kinds: Sequence[tuple[str, str]],
    shown: Mapping[int, str],
) -> Joined:
    """`rows` has the names of each row by sort; `kinds` are the pairs (student's sort, row's sort) to try, in order;
    `shown` is how a row is called in a message.
    """
    joined = Joined()
    left = list(students)
    for theirs, ours in kinds:
        index = _index(rows, ours, joined.by_row)
        claims: dict[int, list[Graded]] = {}
        for student in left:
            row = index.get(plain(student.names.get(theirs, "")))
            if row is not None:
                claims.setdefault(row, []).append(student)
        for row, claimants in claims.items():
            if len(claimants) == 1:
                joined.by_row[row] = claimants[0]
        taken = {id(student) for student in joined.by_row.values()}
        left = [student for student in left if id(student) not in taken]
    joined.lines += [f"{one_line(one.student)}: graded, but in no row of the template, or in several" for one in left]
    joined.lines += [
        f"{one_line(shown[row])}: in the template, but not in the gradebook; left as it is"
        for row in rows
        if row not in joined.by_row
    ]
    return joined


def plain(name: str) -> str:
    """A name for comparing: case, spaces around it and the way of writing an accent do not matter."""
    return unicodedata.normalize("NFC", name).strip().casefold()


def _index(rows: Mapping[int, Mapping[str, str]], kind: str, taken: Mapping[int, Graded]) -> dict[str, int]:
    """The free row of each name that one row alone has."""
    names = {row: plain(known.get(kind, "")) for row, known in rows.items()}
    counts = Counter(names.values())
    return {name: row for row, name in names.items() if name and counts[name] == 1 and row not in taken}
