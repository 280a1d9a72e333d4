"""A folder of git clones, as ``gh teacher download`` of Classroom 50 leaves it: {classroom}-{assignment}-{user name}/.

Git is never started here: a repository that somebody handed in can make it run commands. The commit is read from the
files in ``.git``. Its time would be the student's own word; the time and the lateness that GitHub saw stand in the
``scores.csv`` that the download writes beside the clones.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Mapping

from ..trees import Kind, Parts, Refused, as_id, read
from .arrival import Arrival, Place, Taken, mostly

SCORES = "scores.csv"
_COMMIT = re.compile(r"[0-9a-f]{40}")
_REF = re.compile(r"ref: (refs/[\w./-]{1,200})")
_SMALL, _MEDIUM = 1_000, 10_000_000


def fits(place: Place) -> bool:
    tops = [child for child in place.tops() if child.kind is Kind.FOLDER]
    return mostly(tops, sum(_is_clone(place, child.name) for child in tops))


def _is_clone(place: Place, name: str) -> bool:
    return any(child.name == ".git" for child in place.children(name))


def take(place: Place) -> Taken:
    rows = _scores(place)
    arrivals, left_over = [], []
    for child in place.tops():
        if child.kind is Kind.FOLDER:
            arrivals.append(_arrival(place, child.name, rows))
        elif child.name != SCORES:
            left_over.append(f"{as_id(child.name)}: not a clone")
    return Taken(arrivals, left_over)


def _arrival(place: Place, name: str, rows: Mapping[str, Mapping[str, str]]) -> Arrival:
    label = as_id(name)
    user = max((user for user in rows if label.lower().endswith(f"-{user}")), key=len, default=None)
    row = rows.get(user or "", {})
    names = (row["username"],) if row else ()
    return Arrival(
        label,
        place.listing(name),
        lms_id=names[0] if names else None,
        submitted_at=_time(row.get("datetime", "")),
        late={"true": True, "false": False}.get(row.get("late", "")),
        commit=commit_of(place, (name, ".git")),
        names=names,
        notes=() if _is_clone(place, name) else ("the folder is no git clone",),
    )


def _scores(place: Place) -> dict[str, dict[str, str]]:
    """The rows of scores.csv by user name in small letters; none where there is none to read."""
    try:
        text = read(place.tree, (*place.at, SCORES), _MEDIUM).decode("utf-8-sig")
        rows = [
            {key: value for key, value in row.items() if key and isinstance(value, str)}
            for row in csv.DictReader(io.StringIO(text))
        ]
    except (Refused, OSError, ValueError, csv.Error):
        return {}
    return {row["username"].lower(): row for row in rows if row.get("username")}


def _time(text: str) -> str | None:
    try:
        when = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return when.isoformat() if when.tzinfo is not None else None


def commit_of(place: Place, git: Parts) -> str | None:
    """What HEAD stands at, where a few plain files say so."""
    head = _text(place, (*git, "HEAD"), _SMALL).strip()
    if _COMMIT.fullmatch(head):
        return head
    match = _REF.fullmatch(head)
    if match is None or ".." in match[1]:
        return None
    loose = _text(place, (*git, *match[1].split("/")), _SMALL).strip()
    if _COMMIT.fullmatch(loose):
        return loose
    packed = re.search(
        rf"^([0-9a-f]{{40}}) {re.escape(match[1])}$", _text(place, (*git, "packed-refs"), _MEDIUM), re.MULTILINE
    )
    return packed[1] if packed else None


def _text(place: Place, below: Parts, cap: int) -> str:
    try:
        return read(place.tree, (*place.at, *below), cap).decode("utf-8", "replace")
    except (Refused, OSError):
        return ""
