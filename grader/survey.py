"""Who is in a batch: the students that the paths on the command line name, whatever shape those have (arrivals/),
joined with a roster, and which of their files is which unit (entries.py).

It looks at names; a file is read only where no name says what it is. What is no student's, or no unit's, and who is
not in the roster, is `passed_over`, with a reason: listed, never dropped.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from . import arrivals
from .arrivals import Arrival, Ask
from .entries import Entry, Hand, entry_of, units_of
from .errors import UsageError
from .roster import Roster
from .trees import Caps

BY_NAME = ("folders", "student", "files", "clones")  # in two paths the same name may be two people


@dataclass(frozen=True)
class Batch:
    """Who is there, in the order of their ids, and what is not taken for a student or a unit."""

    entries: tuple[Entry, ...]
    passed_over: tuple[str, ...] = ()

    @property
    def units(self) -> set[str]:
        """The units that occur."""
        return {unit for entry in self.entries for unit in entry.found}


def survey(
    paths: Iterable[Path],
    units: Sequence[str],
    asked: Sequence[str] = (),
    leave_out: Path | None = None,
    *,
    caps: Caps = Caps(),  # noqa: B008 - frozen
    exercises: Mapping[str, Collection[str]] = {},
    kind: str = "",
    roster: Roster | None = None,
) -> Batch:
    """The batch that `paths` name. `units` are the course's, `exercises` the names that each defines; `leave_out` is
    the folder that results go to; `kind` is the shape, where it is not to be recognised.

    Raises UsageError for a path that cannot be used at all, and for one student in two places.
    """
    ask = Ask(units, asked, exercises, caps, "" if leave_out is None else str(leave_out))
    gathered = _Gathered(ask, roster)
    for path in paths:
        gathered.add(path, kind)
    about = units_of(list(gathered.students.values()), ask)
    entries = tuple(entry_of(hands, ask, about) for _, hands in sorted(gathered.students.items()))
    left = [f"{entry.student}: {name} is no unit's file" for entry in entries for name in entry.others]
    lines = (*gathered.passed_over, *left, *_absent(roster, entries))
    return Batch(entries, tuple(dict.fromkeys(lines)))


@dataclass
class _Gathered:
    """The hand-ins so far, by student."""

    ask: Ask
    roster: Roster | None
    students: dict[str, list[Hand]] = field(default_factory=dict)
    passed_over: list[str] = field(default_factory=list)
    homes: dict[str, Path] = field(default_factory=dict)
    paths: set[Path] = field(default_factory=set)

    def add(self, path: Path, kind: str) -> None:
        taken = arrivals.take(path, self.ask, kind)
        single = taken.kind == "files" and len(taken.arrivals) == 1 and path.is_file()
        whole = path.resolve()
        if whole in self.paths:
            raise UsageError(f"{path} is named twice")
        self.paths.add(whole)
        self.passed_over += taken.left_over
        for arrival in taken.arrivals:
            hand = self._joined(arrival, taken.kind, path)
            if taken.kind in BY_NAME and not hand.person:
                self._refuse_twice(hand, path, whole.parent if single else whole, single=single)
            self.students.setdefault(hand.student, []).append(hand)

    def _joined(self, arrival: Arrival, kind: str, path: Path) -> Hand:
        if self.roster is None:
            return Hand(arrival, kind, path.name, self.ask)
        person, why = self.roster.match(kind, arrival)
        if person is None:
            self.passed_over.append(f"{arrival.label}: {why}; graded under this name")
        return Hand(arrival, kind, path.name, self.ask, person or {}, person is not None)

    def _refuse_twice(self, hand: Hand, path: Path, home: Path, *, single: bool) -> None:
        """Files named one by one are one submission where they lie in one folder and are of different units."""
        known = {unit for other in self.students.get(hand.student, ()) for unit in other.named}
        elsewhere = self.homes.setdefault(hand.student, home) != home
        if elsewhere or (single and known & hand.named.keys()):
            raise UsageError(f"student {hand.student!r} is there twice, the second time in {path}; grade them apart")


def _absent(roster: Roster | None, entries: Iterable[Entry]) -> list[str]:
    """Who is in the roster and handed nothing in."""
    there = {entry.student for entry in entries}
    people = () if roster is None else roster.people
    absent = [one for one in people if one["id"] not in there]
    return [f"{_shown(one)}: in the roster, but nothing was handed in" for one in absent]


def _shown(person: Mapping[str, str]) -> str:
    """The id, and the name beside it where it is another."""
    name = person.get("name", "")
    return f"{person['id']} ({name})" if name.casefold() not in ("", person["id"].casefold()) else person["id"]
