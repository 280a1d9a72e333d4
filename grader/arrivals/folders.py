"""Submissions that no LMS named: a folder or an archive for each student, loose files, one student's own folder, one
file.

A loose file's student is its name without the unit's: ``ada_ex1_data.py`` and ``ex1_data-ada.py`` are ada's.
"""

from __future__ import annotations

import re
from pathlib import Path

from ..archives import NOT_OPENED, OPENED
from ..errors import UsageError
from ..find import defined_in, number_of, refused, unit_of
from ..trees import Child, Disk, Kind, as_id
from ..walk import LEFT_BY_TOOLS, SOURCES, Item, Listing, is_junk
from .arrival import Arrival, Ask, Place, Taken

_BETWEEN = r"[\s_.\-]{1,5}"  # bounded: a name in an archive may be long, and made of nothing else


# ---- a folder for each student


def take_folders(place: Place) -> Taken:
    arrivals, left_over = [], []
    folders = set(place.folders())
    for child in place.children():
        name = as_id(child.name)
        ending = _archive(child.name) if child.kind is Kind.FILE else ""
        if child.kind is Kind.FOLDER and child.name in LEFT_BY_TOOLS:
            left_over.append(f"{name}: a folder of some tool")
        elif child.kind is Kind.FOLDER:
            arrivals.append(Arrival(name, place.listing(child.name)))
        elif child.kind is Kind.LINK:
            arrivals.append(Arrival(name, Listing(), problem=refused("the folder is a symbolic link")))
        elif ending and child.name[: -len(ending)] in folders:
            left_over.append(f"{name}: an archive beside the folder of its name, which was taken")
        elif ending:
            arrivals.append(Arrival(as_id(child.name[: -len(ending)]), place.single(child.name, child.name)))
        elif child.name != "grader.toml" and not is_junk(child.name):
            what = "a loose file" if child.kind is Kind.FILE else child.kind.value
            left_over.append(f"{name}: {what}, no student's folder")
    return Taken(arrivals, left_over)


def _archive(name: str) -> str:
    """The ending of an archive's name, or nothing."""
    return next((ending for ending in (*OPENED, *NOT_OPENED) if name.lower().endswith(ending)), "")


# ---- one student's own folder


def fits_student(place: Place) -> bool:
    tops = place.tops()
    named = any(child.kind is Kind.FILE and _unit_named(place.ask, child.name) for child in tops)
    return named and not any(place.listing(folder).items for folder in place.folders())


def take_student(place: Place) -> Taken:
    return Taken([Arrival(place.name, place.listing())])


def _unit_named(ask: Ask, name: str) -> str | None:
    return next((u for u in ask.units for suffix in SOURCES if number_of(name, u, suffix) is not None), None)


# ---- loose files


def fits_files(place: Place) -> bool:
    tops = [child for child in place.tops() if child.kind is not Kind.OTHER]
    loose = any(child.name.lower().endswith(SOURCES) for child in tops)
    return loose and all(child.kind is Kind.FILE for child in tops)


def take_files(place: Place) -> Taken:
    arrivals, left_over = [], []
    for child in place.tops():
        ending = _archive(child.name)
        if child.kind is Kind.FILE and child.name.lower().endswith(SOURCES):
            arrivals.append(_loose(place, child))
        elif child.kind is Kind.FILE and ending:
            arrivals.append(Arrival(as_id(child.name[: -len(ending)]), place.single(child.name, child.name)))
        else:
            left_over.append(f"{as_id(child.name)}: neither a source nor an archive")
    return Taken(arrivals, left_over)


def _loose(place: Place, child: Child) -> Arrival:
    """A file that is all of a student's. Its unit: by its name, the only one asked for, or later by its content."""
    stem = child.name.rpartition(".")[0]
    for unit in sorted(place.ask.units, key=len, reverse=True):
        name = re.escape(unit)
        match = re.fullmatch(rf"(.+?){_BETWEEN}{name}|{name}{_BETWEEN}(.+)", stem, re.IGNORECASE | re.DOTALL)
        if match:
            return Arrival(as_id(match[1] or match[2]), place.single(child.name, child.name), unit=unit)
    only = place.ask.asked[0] if len(place.ask.asked) == 1 else None
    return Arrival(as_id(stem), place.single(child.name, child.name), unit=only)


# ---- one file


def take_file(path: Path, ask: Ask) -> Taken:
    """A file on the command line: its student is the file's folder, or its own stem where it has no unit's name.

    Raises UsageError.
    """
    if not path.name.lower().endswith(SOURCES):
        raise UsageError(f"{path} is neither a folder, an archive nor a .py or .ipynb file")
    item = Item(Disk(str(path.parent)), (path.name,), (path.name,))
    listing = Listing([item])
    if _unit_named(ask, path.name):
        return Taken([Arrival(as_id(path.resolve().parent.name), listing)], kind="files")
    candidates = ask.asked or ask.units
    unit = candidates[0] if len(candidates) == 1 else unit_of(defined_in(item, ask.caps), ask.exercises)
    if unit is None:
        raise UsageError(f"{path} has no unit's name ({', '.join(ask.units)}); say which with --unit")
    return Taken([Arrival(as_id(path.stem), listing, unit=unit)], kind="files")
