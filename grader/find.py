"""Which of a student's files is which unit: by name, and where no name says it, by what is in the file.

    `<unit>.py` at the top of the folder; else the only one deeper; else a near name; else `<unit>.ipynb`, likewise;
    else the only file that defines at least half of the unit's exercises, and more of them than of any other unit's

Near names are what systems and people make of a name: another case, ``<unit> (1).py``, ``<unit>-1.py``. An archive
in the folder counts as a folder. Where there is a source and a notebook, and nothing was written into the source, the
notebook is taken. So `by_name` opens a file only where there are both; `by_content` reads those that no name places.
"""

from __future__ import annotations

import codecs
import functools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .archives import Archive
from .cells import NotANotebook, code_cells
from .results import Outcome, Problem
from .trees import Caps, Refused, read
from .walk import SOURCES, Item

MAX_READ = 30  # files read of one student to see what is in them
MAX_TARRED = 3  # of them in a tar, which is unpacked anew for each
_LONG = re.compile(rb'"""[\s\S]*?"""|' + rb"'''[\s\S]*?'''")
_HEAD = re.compile(rb"\s*(?:async[ \t]+def|def|class)\b")
_NO_WORK = re.compile(
    rb"(?:from|import)\b.*|@.*|\s+(?:@.*|raise[ \t]+NotImplementedError\b.*|pass|\.\.\.)|"
    rb"""\s*(?:'[^']*'|"[^"]*")"""
)
_NAMED = re.compile(rb"(?!UNIT\b)\w+[ \t]*=(?!=)")  # the first cell of the notebooks that are handed out names the unit
_DEFINED = re.compile(rb"^(?:async[ \t]+def|def|class)[ \t]+(\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Found:
    """The file that stands for a unit, not read yet; or why none can."""

    unit: str
    item: Item | None = None
    notes: tuple[str, ...] = ()
    problem: Problem | None = None

    @property
    def name(self) -> str:
        return "" if self.item is None else self.item.name


def refused(reason: str) -> Problem:
    return Problem(Outcome.REFUSED, reason)


# ---- by name


def by_name(items: Sequence[Item], units: Sequence[str], caps: Caps) -> dict[str, Found]:
    """The file that stands for each unit, where a name says so."""
    found = {unit: _by_name(items, unit, caps) for unit in units}
    return {unit: taken for unit, taken in found.items() if taken is not None}


def _by_name(items: Sequence[Item], unit: str, caps: Caps) -> Found | None:
    source, notebook = (_with_suffix(items, unit, suffix) for suffix in SOURCES)
    return _of_both(source, notebook, caps) if source and notebook else source or notebook


def _with_suffix(items: Sequence[Item], unit: str, suffix: str) -> Found | None:
    exact = [item for item in items if item.shown[-1] == unit + suffix]
    near = [item for item in items if number_of(item.shown[-1], unit, suffix) is not None]
    wanted = exact or near
    if not wanted:
        return None
    depth = min(len(item.shown) for item in wanted)
    wanted = [item for item in wanted if len(item.shown) == depth]
    if not exact and len({item.shown[:-1] for item in wanted}) == 1:  # side by side the highest is the newest
        numbers = [number_of(item.shown[-1], unit, suffix) or 0 for item in wanted]
        wanted = [item for item, number in zip(wanted, numbers, strict=True) if number == max(numbers)]
    return _the_only(unit, wanted)


def _of_both(source: Found, notebook: Found, caps: Caps) -> Found:
    """A source and a notebook of one unit. Work in both is a note, for one of them does not count."""
    if source.item is None or notebook.item is None:
        return source
    if not _has_work(notebook.item, caps):
        return source
    if _has_work(source.item, caps):
        return replace(source, notes=(*source.notes, f"{notebook.name} was passed over, as there is {source.name}"))
    return replace(notebook, notes=(*notebook.notes, f"nothing was written into {source.name}"))


def _has_work(item: Item, caps: Caps) -> bool:
    """Did anybody write into this file? Not into an empty one, nor where all that is to be filled in says that it is
    not implemented. Of a notebook functions count, and what is given a name; one that cannot be read holds no work.
    """
    notebook = item.shown[-1].lower().endswith(".ipynb")
    try:
        texts = _texts(item, caps)
    except (Refused, OSError, NotANotebook):
        return not notebook  # why it cannot be taken is said where it is read
    return any(_is_work(line, notebook) for text in texts for line in _statements(text))


def _statements(text: bytes) -> Iterator[bytes]:
    """The lines of code, without strings that stand alone, comments and the heads of functions and classes."""
    head = False
    for whole in _LONG.sub(b"", text).split(b"\n"):
        line = whole.partition(b"#")[0].rstrip()
        head = head or _HEAD.match(line) is not None
        if line and not head:
            yield line
        head = head and not line.endswith(b":")


def _is_work(line: bytes, notebook: bool) -> bool:
    if notebook and line[:1] not in b" \t":
        return _NAMED.match(line) is not None
    return _NO_WORK.fullmatch(line) is None


def _the_only(unit: str, wanted: Sequence[Item]) -> Found:
    if len(wanted) > 1:
        return Found(unit, problem=refused(f"several files could be {unit}: {', '.join(i.name for i in wanted[:3])}"))
    return Found(unit, wanted[0], read_from(unit, wanted[0].name))


def read_from(unit: str, name: str) -> tuple[str, ...]:
    """The note that goes with any file but the usual one."""
    return () if name == f"{unit}.py" else (f"{unit} was read from {name}",)


def number_of(name: str, unit: str, suffix: str) -> int | None:
    """The number of a copy of the unit's file (``<unit> (2).py``: 2), 0 for its name in any case, None for another."""
    match = _copy_of(unit, suffix).fullmatch(name)
    return None if match is None else int(match[1] or match[2] or 0)


@functools.cache
def _copy_of(unit: str, suffix: str) -> re.Pattern[str]:
    copy = rf"{re.escape(unit)}(?: ?\((\d{{1,6}})\)|-(\d{{1,6}}))?{re.escape(suffix)}"
    return re.compile(copy, re.IGNORECASE | re.ASCII)


def is_named(item: Item, units: Sequence[str]) -> bool:
    """Is it any unit's file by name, taken or not?"""
    return any(number_of(item.shown[-1], unit, suffix) is not None for unit in units for suffix in SOURCES)


# ---- by content


def by_content(
    items: Sequence[Item], units: Sequence[str], exercises: Mapping[str, Collection[str]], caps: Caps
) -> dict[str, Found]:
    """The file that stands for each of `units` by what it defines. `exercises` are those of all units."""
    found: dict[str, list[Item]] = {}
    tarred = [item for item in items if isinstance(item.tree, Archive) and item.tree.is_tar]
    for item in [item for item in items if item not in tarred[MAX_TARRED:]][:MAX_READ]:
        unit = unit_of(defined_in(item, caps), exercises)
        if unit is not None and unit in units:
            found.setdefault(unit, []).append(item)
    return {unit: _the_only(unit, wanted) for unit, wanted in found.items()}


def defined_in(item: Item, caps: Caps) -> set[str]:
    """The functions and classes that a file defines at its top level; none where it cannot be read.

    Read as text: nothing is parsed that a hostile file could break.
    """
    try:
        texts = _texts(item, caps)
    except (Refused, OSError, NotANotebook):
        return set()
    return {name.decode("utf-8", "replace") for text in texts for name in _DEFINED.findall(text)}


def _texts(item: Item, caps: Caps) -> list[bytes]:
    """The code of a file; of a notebook, of each cell. Raises Refused, OSError and NotANotebook."""
    notebook = item.shown[-1].lower().endswith(".ipynb")
    data = read(item.tree, item.at, caps.notebook_bytes if notebook else caps.source_bytes)
    cells = code_cells(data)[0] if notebook else [data]
    return [cell.removeprefix(codecs.BOM_UTF8).replace(b"\r", b"\n") for cell in cells]


def unit_of(defined: set[str], exercises: Mapping[str, Collection[str]]) -> str | None:
    """The unit whose exercises these are, if one stands out."""
    hits = {unit: len(defined & set(names)) for unit, names in exercises.items()}
    most = max(hits.values(), default=0)
    best = [unit for unit, hit in hits.items() if hit == most]
    return best[0] if len(best) == 1 and most and 2 * most >= len(exercises[best[0]]) else None
