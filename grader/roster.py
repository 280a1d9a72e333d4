"""A roster: who is in the class, from a CSV, and which of them handed something in.

The columns are known by the headers that LMSs export: Canvas's gradebook, Moodle's grading worksheet (in any
language) and participants, nbgrader's and Classroom 50's rosters, or a table made by hand with some of

    id, name (or first name and last name), email, login, sis id, lms id, github, section

A person is known again by the LMS's own number where the roster has it, else by the name of the folder or the user,
else by the person's name, accents and case apart. Whoever fits two people fits none.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .arrivals.arrival import Arrival
from .errors import UsageError

MAX_BYTES = 20_000_000
FIELDS = {
    "id": ("id", "student id", "uid", "identifier"),
    "name": ("name", "full name", "student name", "display name", "student"),
    "first": ("first name", "given name", "forename", "firstname"),
    "last": ("last name", "surname", "family name", "lastname"),
    "email": ("email", "email address", "e mail", "mail"),
    "login": ("sis login id", "login", "login id", "username", "user name"),
    "sis_id": ("sis user id", "sis id", "id number", "student number"),
    "lms_id": ("lms id", "canvas id", "canvas user id", "user id", "moodle id", "participant"),
    "github": ("github", "github username", "github user name", "github login"),
    "section": ("section", "sections", "group", "groups"),
}
IDS = ("id", "login", "sis_id", "email", "github")  # the first that there is names the student
_NUMBERED = re.compile(r"[^\d\s][^\d]*\s+(\d{1,20})")  # Moodle's "Participant 123", in any language


@dataclass(frozen=True)
class Roster:
    """The people, each what the roster has of them by field."""

    people: tuple[dict[str, str], ...]

    def match(self, kind: str, arrival: Arrival) -> tuple[dict[str, str] | None, str]:
        """The person whose hand-in it is, or None and why."""
        for found in self._tries(kind, arrival):
            if len(found) == 1:
                return found[0], ""
            if found:
                return None, f"fits several in the roster: {', '.join(person['id'] for person in found[:3])}"
        return None, "not in the roster"

    def _tries(self, kind: str, arrival: Arrival) -> Iterator[Sequence[dict[str, str]]]:
        if kind in ("canvas", "moodle"):
            yield self._with(("lms_id",), [arrival.lms_id or ""])
        else:
            ids = [arrival.label, *arrival.names]
            yield self._with(("id",), ids)
            yield self._with(("login", "sis_id", "email", "github", "lms_id"), ids)
            if kind == "clones":
                yield self._ending(arrival.label)
        names = arrival.names or (() if arrival.anonymous else (arrival.label,))
        for plain in (False, True):
            wanted = {key for name in names if (key := _key(name, plain=plain))}
            yield [one for one in self.people if wanted & _names(one, plain=plain)]
        if kind in ("canvas", "moodle") and not arrival.names:
            yield self._with(("id",), [arrival.lms_id or ""])

    def _ending(self, label: str) -> list[dict[str, str]]:
        """Whose user name the name of a clone ends in; of two that fit, the longer is meant."""
        fits = [
            (len(one[key]), one)
            for one in self.people
            for key in ("github", "login")
            if key in one and _folded(label).endswith(f"-{_folded(one[key])}")
        ]
        longest = max((length for length, _ in fits), default=0)
        return [one for length, one in fits if length == longest]

    def _with(self, fields: Iterable[str], values: Sequence[str]) -> list[dict[str, str]]:
        wanted = {_folded(value) for value in values if value}
        return [one for one in self.people if any(_folded(one[key]) in wanted for key in fields if key in one)]


def load(path: Path) -> Roster:
    """Raises UsageError, in one line, where it is no roster."""
    rows = _rows(path)
    columns = _columns(rows)
    if not set(columns) - {"section"}:
        known = "id, name, email, login, sis id, lms id, github"
        raise UsageError(f"{path} has no column that names students; name one of: {known}")
    people: dict[str, dict[str, str]] = {}
    for number, row in enumerate(rows[1:], 2):
        person = _person(row, columns)
        if person is None:
            continue
        known_as = people.setdefault(person["id"], person)
        if {**known_as, "section": ""} != {**person, "section": ""}:
            raise UsageError(f"{path}, row {number}: {person['id']!r} is there already, as another person")
    return Roster(tuple(people.values()))


def _rows(path: Path) -> list[list[str]]:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    if len(data) > MAX_BYTES:
        raise UsageError(f"{path} is too large for a roster: more than {MAX_BYTES:,} bytes")
    text = _text(data)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = [
            row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(map(str.strip, row))
        ]
    except csv.Error as error:
        raise UsageError(f"{path} is no CSV: {error}") from None
    if not rows:
        raise UsageError(f"{path} is empty")
    return rows


def _text(data: bytes) -> str:
    """UTF-8, or what spreadsheets save: UTF-16 with a mark, else the Western code page."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _columns(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """Which column holds which field."""
    headers = [re.sub(r"[\s_-]+", " ", unicodedata.normalize("NFKC", name)).strip().casefold() for name in rows[0]]
    found: dict[str, int] = {}
    for field, names in FIELDS.items():
        for name in names:
            if name in headers:
                found.setdefault(field, headers.index(name))
    if {"student", "id", "section"} <= set(headers):  # Canvas's gradebook: there the column ID is its own
        found["lms_id"] = found.pop("id")
    elif set(found) <= {"name", "section"} and "student" in headers:
        found["id"] = found.pop("name", headers.index("student"))
    return {**_by_look(rows), **found}


def _by_look(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """The columns of Moodle's worksheet in any language: participant, full name, email, known by what is in them."""
    width = max(map(len, rows))
    filled = [
        [row[column].strip() for row in rows[1:] if column < len(row) and row[column].strip()]
        for column in range(width)
    ]
    numbered = next((c for c, cells in enumerate(filled) if cells and all(map(_NUMBERED.fullmatch, cells))), None)
    email = next((c for c, cells in enumerate(filled) if cells and all("@" in cell for cell in cells)), None)
    found = {"email": email}
    if numbered is not None:
        found["id"] = numbered
        if email is not None and numbered + 1 < email:  # where names are hidden neither column is there
            found["name"] = numbered + 1
    return {field: column for field, column in found.items() if column is not None}


def _person(row: Sequence[str], columns: dict[str, int]) -> dict[str, str] | None:
    """One row; None for one that is nobody, as Canvas's ``Points Possible``."""
    given = {
        field: row[column].strip() for field, column in columns.items() if column < len(row) and row[column].strip()
    }
    if given.get("name", "").casefold() in ("points possible", "student, test") and "id" not in given:
        return None
    numbered = given.get("id", "")
    if match := _NUMBERED.fullmatch(numbered):
        given["lms_id"] = match[1]
        del given["id"]
    first, last = given.pop("first", ""), given.pop("last", "")
    if "name" not in given and (first or last):
        given["name"] = f"{first} {last}".strip()
    identity = next((given[field] for field in IDS if field in given), numbered)
    identity = identity or given.get("lms_id", "") or given.get("name", "")
    return None if not identity else {**given, "id": identity}


def _names(person: dict[str, str], *, plain: bool) -> set[str]:
    """The ways in which a person's name is written, as keys."""
    name = person.get("name", "")
    last, comma, first = name.partition(",")
    ways = [name, f"{first} {last}"] if comma else [name, *_turned(name)]
    return {key for way in ways if (key := _key(way, plain=plain))}


def _turned(name: str) -> list[str]:
    """Family name first: of several words, any number of the last may be the family's."""
    words = name.split()
    return [" ".join(words[cut:] + words[:cut]) for cut in range(1, min(len(words), 8))]


def _key(name: str, *, plain: bool) -> str:
    """Letters and digits of a name, `plain` without what stands above or below them."""
    text = unicodedata.normalize("NFKD" if plain else "NFKC", name.casefold())
    return "".join(letter for letter in text if letter.isalnum())


def _folded(value: str) -> str:
    return unicodedata.normalize("NFC", value).casefold()
