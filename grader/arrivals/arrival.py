"""The words of the arrivals: what is asked for, the place that is looked at, one hand-in of one student."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..results import Problem
from ..trees import Caps, Child, Disk, Kind, Parts, Tree, as_id
from ..walk import Listing, alone, is_junk, walk


@dataclass(frozen=True)
class Ask:
    """What the batch is about."""

    units: Sequence[str]  # the course's
    asked: Sequence[str] = ()  # those named by the instructor
    exercises: Mapping[str, Collection[str]] = field(default_factory=dict)  # by unit, to know a file by its content
    caps: Caps = field(default_factory=Caps)
    leave_out: str = ""  # the folder that results go to


@dataclass(frozen=True)
class Place:
    """A folder of a tree that is looked at as a whole class's."""

    tree: Tree
    at: Parts
    name: str  # of the path on the command line
    ask: Ask

    def children(self, *below: str) -> list[Child]:
        """What lies at the top, less the results, or below; nothing where only one student's folder cannot be read."""
        try:
            found = self.tree.children((*self.at, *below))
        except OSError:
            if not below:
                raise
            return []
        if below or not isinstance(self.tree, Disk) or not self.ask.leave_out:
            return found
        results = Path(self.ask.leave_out).resolve()
        here = results.parent == Path(self.tree.root, *self.at).resolve()
        return [child for child in found if not (here and child.name == results.name)]

    def tops(self) -> list[Child]:
        """What lies at the top, less what tools leave behind and what the instructor put there."""
        settled = Child("grader.toml", Kind.FILE)
        return [child for child in self.children() if child != settled and not is_junk(child.name)]

    def folders(self) -> list[str]:
        return [child.name for child in self.tops() if child.kind is Kind.FOLDER]

    def listing(self, *below: str) -> Listing:
        """What is in a student's folder."""
        return walk(self.tree, (*self.at, *below), self.ask.caps)

    def single(self, name: str, file_name: str, file_id: str | None = None) -> Listing:
        """The same of a file at the top that is all of a student's, `file_name` to the student."""
        return alone(self.tree, (*self.at, name), file_name, self.ask.caps, file_id)


@dataclass(frozen=True)
class Arrival:
    """One hand-in of one student: its files, and what is said of it. The fields are those of origin.py."""

    label: str
    listing: Listing
    lms_id: str | None = None
    anonymous: bool = False
    attempt: int | None = None
    submitted_at: str | None = None
    late: bool | None = None
    assignment: str | None = None
    commit: str | None = None
    names: tuple[str, ...] = ()  # what a roster may know the student by, beside the id
    unit: str | None = None  # where the layout says which unit the only file is
    problem: Problem | None = None  # the whole of it cannot be taken
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taken:
    """All that was found at a path."""

    arrivals: Sequence[Arrival]
    left_over: Sequence[str] = ()
    kind: str = ""


def shown(name: str) -> str:
    """A name as an LMS wrote it, the same from the archive and from a disk that takes accents apart."""
    return unicodedata.normalize("NFC", as_id(name))


def mostly(children: Sequence[Child], fitting: int) -> bool:
    """Do so many make it the shape of the whole?"""
    return 2 * fitting > len(children) > 0
