"""Which file in a student's folder is which unit, by name alone.

    `<unit>.py` at the top of the folder; else the only one deeper; else a near name; else `<unit>.ipynb`, likewise

Near names are what systems and people make of a name: another case, ``<unit> (1).py``, ``<unit>-1.py``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .results import Outcome, Problem

MAX_ENTRIES = 10_000  # files looked at in one student's folder
MAX_DEPTH = 8
LEFT_BY_TOOLS = frozenset(
    {"__MACOSX", "__pycache__", ".git", ".hg", ".svn", ".idea", ".vscode", ".ipynb_checkpoints", "lost+found"}
)
_ESCAPED = re.compile(r"\\x[89a-f][0-9a-f]")
Parts = tuple[str, ...]  # a path below the student's folder


@dataclass(frozen=True)
class Found:
    """The file that stands for a unit, not read yet; or why none can."""

    unit: str
    path: str = ""
    name: str = ""  # below the student's folder, as text
    notes: tuple[str, ...] = ()
    problem: Problem | None = None


@dataclass
class Listing:
    """The files below a folder that are named like a source, the shallow ones first."""

    files: list[Parts] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)  # folders that could not be read
    complete: bool = True

    @property
    def notes(self) -> tuple[str, ...]:
        """What was not looked at."""
        notes = tuple(f"the folder {name} could not be read" for name in self.unread)
        return notes if self.complete else (*notes, "the folder is too large or too deep; not all of it was looked at")


def refused(reason: str) -> Problem:
    return Problem(Outcome.REFUSED, reason)


def as_id(name: str) -> str:
    """A file name as text. Bytes that are not UTF-8 become backslash escapes, and no two names become the same text."""
    if any("\udc80" <= letter <= "\udcff" for letter in name) or _ESCAPED.search(name):
        return os.fsencode(name.replace("\\", "\\\\")).decode("utf-8", "backslashreplace")
    return name


def find(folder: str, units: Sequence[str]) -> tuple[dict[str, Found], Listing]:
    """The file that stands for each unit, where there is one, and what was looked at."""
    listing = walk(folder)
    found = {unit: _find(listing.files, folder, unit) for unit in units}
    return {unit: taken for unit, taken in found.items() if taken is not None}, listing


def _find(files: list[Parts], folder: str, unit: str) -> Found | None:
    for suffix in (".py", ".ipynb"):
        exact = [path for path in files if path[-1] == unit + suffix]
        near = [path for path in files if number_of(path[-1], unit, suffix) is not None]
        if wanted := exact or near:
            depth = min(len(path) for path in wanted)
            wanted = [path for path in wanted if len(path) == depth]
            if not exact and len({path[:-1] for path in wanted}) == 1:  # side by side the highest number is the newest
                wanted = [max(wanted, key=lambda path: (number_of(path[-1], unit, suffix) or 0, path))]
            if len(wanted) > 1:
                names = ", ".join(as_id("/".join(path)) for path in wanted[:3])
                return Found(unit, problem=refused(f"several files could be {unit}: {names}"))
            name = as_id("/".join(wanted[0]))
            return Found(unit, str(Path(folder, *wanted[0])), name, read_from(unit, name))
    return None


def read_from(unit: str, name: str) -> Parts:
    """The note that goes with any file but the usual one."""
    return () if name == f"{unit}.py" else (f"{unit} was read from {name}",)


def number_of(name: str, unit: str, suffix: str) -> int | None:
    """The number of a copy of the unit's file (``<unit> (2).py``: 2), 0 for its name in any case, None for another."""
    copy = rf"{re.escape(unit)}(?: ?\((\d{{1,6}})\)|-(\d{{1,6}}))?{re.escape(suffix)}"
    match = re.fullmatch(copy, name, re.IGNORECASE | re.ASCII)
    return None if match is None else int(match[1] or match[2] or 0)


def walk(folder: str) -> Listing:
    """What is below `folder`. No symbolic link is followed, and what tools leave behind is not entered."""
    listing = Listing()
    level: list[Parts] = [()]
    seen = 0
    for _ in range(MAX_DEPTH):
        deeper: list[Parts] = []
        for parts in level:
            for child in _children(folder, parts, listing):
                seen += 1
                if seen > MAX_ENTRIES:
                    listing.complete = False
                    return listing
                is_folder = child.is_dir(follow_symlinks=False)
                if child.name.lower().endswith((".py", ".ipynb")) and not (is_folder and parts):
                    listing.files.append((*parts, child.name))
                elif is_folder and child.name not in LEFT_BY_TOOLS:
                    deeper.append((*parts, child.name))
        level = deeper
    listing.complete = not level
    return listing


def _children(folder: str, parts: Parts, listing: Listing) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(Path(folder, *parts)) as entries:
            return sorted(entries, key=lambda child: os.fsencode(child.name))
    except OSError:
        listing.unread.append(as_id("/".join(parts) or "itself"))
        return []
