"""One entry for each student of a batch: all their hand-ins together, which file is which unit, where it came from.

Of several hand-ins the last is taken, unit by unit: a unit that the last one lacks is read from the one before it.
`Entry.versions` are the states that a student's work was in after each of them, for a policy that takes the best.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from .arrivals import Arrival, Ask
from .find import Found, by_content, by_name, is_named, read_from, refused
from .origin import Attempt, Origin, SentFile
from .results import Outcome, Problem
from .walk import Item

NOTED = 5  # files that are nobody's, named in one student's notes


@dataclass(frozen=True)
class Entry:
    """One student of a batch, nothing read yet. `problem` where the whole of it cannot be taken."""

    student: str
    found: dict[str, Found]
    problem: Problem | None = None
    notes: tuple[str, ...] = ()
    origin: Origin | None = None
    others: tuple[str, ...] = ()  # files that are no unit's
    earlier: tuple[Entry, ...] = ()

    def versions(self) -> list[Entry]:
        """The student's work after each hand-in, the oldest first, this entry last."""
        return [*self.earlier, self]


@dataclass(frozen=True)
class Hand:
    """A hand-in whose student is known."""

    arrival: Arrival
    kind: str
    path: str  # the name of the path that it lay in
    ask: Ask
    person: dict[str, str] = field(default_factory=dict)
    in_roster: bool | None = None

    @property
    def student(self) -> str:
        return self.person.get("id") or self.arrival.label

    @property
    def items(self) -> list[Item]:
        return self.arrival.listing.items

    @cached_property
    def named(self) -> Mapping[str, Found]:
        """The units that a name, or the layout, gives a file."""
        unit = self.arrival.unit
        if unit is not None and self.items:
            return {unit: Found(unit, self.items[0], read_from(unit, self.items[0].name))}
        return by_name(self.items, self.ask.units, self.ask.caps)

    @cached_property
    def when(self) -> dt.datetime | None:
        at = self.arrival.submitted_at
        return None if at is None else dt.datetime.fromisoformat(at)


def ordered(hands: Sequence[Hand]) -> list[Hand]:
    """The oldest first: by the time where all have one, else by the number, else as they came."""
    times = [hand.when for hand in hands]
    numbers = [hand.arrival.attempt for hand in hands]
    if None not in times:
        return sorted(hands, key=lambda hand: hand.when or dt.datetime.min.replace(tzinfo=dt.UTC))
    return list(hands) if None in numbers else sorted(hands, key=lambda hand: hand.arrival.attempt or 0)


def units_of(students: Sequence[Sequence[Hand]], ask: Ask) -> list[str]:
    """The units that the batch is about: those asked for, else those that occur by name, else any."""
    named = {unit for hands in students for hand in hands for unit in hand.named}
    return list(ask.asked) or [unit for unit in ask.units if unit in named] or list(ask.units)


def entry_of(hands: Sequence[Hand], ask: Ask, about: Sequence[str]) -> Entry:
    """A student's entry. Files that no name places are looked into for the units that the batch is `about`."""
    hands = ordered(hands)
    found = [dict(hand.named) for hand in hands]
    missing = [unit for unit in about if not any(unit in units for units in found)]
    for hand, units in zip(hands, found, strict=True):
        placed = [one.item for one in units.values()]
        strays = [item for item in hand.items if item not in placed and not is_named(item, ask.units)]
        if missing and strays and ask.exercises:
            units.update(by_content(strays, missing, ask.exercises, ask.caps))
    versions = [_together(hands[:count], found[:count], ask) for count in range(1, len(hands) + 1)]
    return replace(versions[-1], earlier=tuple(versions[:-1]))


def _together(hands: Sequence[Hand], found: Sequence[dict[str, Found]], ask: Ask) -> Entry:
    """The state after some hand-ins: each unit from the last that has it."""
    source = {unit: index for index, units in enumerate(found) for unit in units}
    taken = {unit: found[index][unit] for unit, index in sorted(source.items())}
    taken = _apart(taken, {unit: hands[index] for unit, index in source.items()})
    used = sorted(set(source.values())) or list(range(len(hands)))
    strays = _strays(hands[-1], found[-1], ask)
    notes = [note for index in used for note in (*hands[index].arrival.notes, *hands[index].arrival.listing.notes)]
    notes += _times(hands, found, source)
    notes += [f"{name} was not taken: it is no unit's file" for name in strays[:NOTED]]
    if len(strays) > NOTED:
        notes.append(f"{len(strays) - NOTED} more files were not taken")
    others = strays if taken else [*strays, *hands[-1].arrival.listing.others]
    origin = _origin(hands, found, taken, source, used)
    return Entry(hands[-1].student, taken, _problem(hands, taken), tuple(notes), origin, tuple(others))


def _apart(taken: dict[str, Found], hands: dict[str, Hand]) -> dict[str, Found]:
    """No two files of a student have the same name: those of several hand-ins that do get the hand-in's before it."""
    names = Counter(one.name for one in taken.values())
    return {
        unit: one
        if one.item is None or names[one.name] == 1
        else replace(
            one, item=replace(one.item, shown=(hands[unit].arrival.assignment or hands[unit].path, *one.item.shown))
        )
        for unit, one in taken.items()
    }


def _times(hands: Sequence[Hand], found: Sequence[dict[str, Found]], source: dict[str, int]) -> list[str]:
    """What to say of units that were handed in several times, or not the last time."""
    notes = []
    for unit, index in sorted(source.items()):
        count = sum(unit in units for units in found)
        if count > 1:
            notes.append(f"{unit} was handed in {count} times; the last was taken")
        same = [i for i, hand in enumerate(hands) if _place(hand) == _place(hands[index])]
        if index != same[-1]:
            notes.append(f"{unit} was read from an earlier hand-in; the last one lacks it")
    return notes


def _place(hand: Hand) -> tuple[str, str | None, str]:
    return hand.path, hand.arrival.assignment, hand.arrival.label


def _strays(hand: Hand, found: dict[str, Found], ask: Ask) -> list[str]:
    """Sources that are no unit's, and no other copy of a unit's."""
    placed = [one.item for one in found.values()]
    return [item.name for item in hand.items if item not in placed and not is_named(item, ask.units)]


def _problem(hands: Sequence[Hand], taken: dict[str, Found]) -> Problem | None:
    if taken:
        return None
    arrivals = [hand.arrival for hand in hands]
    for arrival in reversed(arrivals):
        if arrival.problem is not None:
            return arrival.problem
        if arrival.listing.unread:  # it may well be there: that is no zero
            return Problem(Outcome.GRADER_ERROR, arrival.listing.notes[0])
        if arrival.listing.broken:
            return refused("; ".join(arrival.listing.broken[:3]))
    return None


def _origin(
    hands: Sequence[Hand],
    found: Sequence[dict[str, Found]],
    taken: dict[str, Found],
    source: dict[str, int],
    used: Sequence[int],
) -> Origin:
    last = hands[used[-1]]
    late = [hands[index].arrival.late for index in used]
    times = [hands[index] for index in used if hands[index].when is not None]
    latest = max(times, key=lambda hand: hand.when or dt.datetime.min.replace(tzinfo=dt.UTC), default=None)
    return Origin(
        kind=last.kind,
        label=last.arrival.label,
        lms_id=last.arrival.lms_id,
        anonymous=last.arrival.anonymous,
        attempt=last.arrival.attempt,
        submitted_at=None if latest is None else latest.arrival.submitted_at,
        late=True if True in late else False if False in late else None,
        files={one.name: _sent(unit, one, hands[source[unit]].arrival) for unit, one in taken.items() if one.item},
        attempts=tuple(
            Attempt(hand.arrival.attempt, hand.arrival.submitted_at, hand.arrival.late, tuple(sorted(units)))
            for hand, units in zip(hands, found, strict=True)
        ),
        commit=last.arrival.commit,
        in_roster=last.in_roster,
        person=last.person,
    )


def _sent(unit: str, one: Found, arrival: Arrival) -> SentFile:
    file_id = None if one.item is None else one.item.id
    return SentFile(unit, file_id, arrival.assignment, arrival.attempt, arrival.submitted_at, arrival.late)
