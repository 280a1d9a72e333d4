"""Arrivals: what is named on the command line, taken apart into one hand-in of one student each.

A path may be a file, a folder or an archive. Which shape it has is recognised from its layout alone; the first of
these that fits is it, in this order, from the most to the least distinctive (``--from KIND`` overrules):

    moodle     most names at the top are ``..._assignsubmission_...``                      moodle.py
    canvas     most files at the top are ``name_[LATE_]user_attachment_...``               canvas.py
    nbgrader   a tree student/assignment/ with ``timestamp.txt``, or called ``submitted``  nbgrader.py
    clones     most folders at the top are git clones                                      clones.py
    student    a unit's file at the top, and no folder beside it that holds sources        folders.py
    files      loose sources or archives at the top, and no folder                         folders.py
    folders    anything else: a folder (or an archive) for each student                    folders.py

Most, not any: what one student handed in must not change how everyone's is read. The four first are also looked for
one folder further down, where a download was unpacked into a folder of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from ..archives import OPENED, Archive
from ..errors import UsageError
from ..trees import Disk, Kind, Parts, Refused, as_id
from ..walk import is_junk
from . import canvas, clones, folders, moodle, nbgrader
from .arrival import Arrival, Ask, Place, Taken


@dataclass(frozen=True)
class Shape:
    """One way in which submissions lie."""

    kind: str
    fits: Callable[[Place], bool]
    take: Callable[[Place], Taken]
    nested: bool = False  # also looked for in the only folder


SHAPES = (
    Shape("moodle", moodle.fits, moodle.take, nested=True),
    Shape("canvas", canvas.fits, canvas.take, nested=True),
    Shape("nbgrader", nbgrader.fits, nbgrader.take, nested=True),
    Shape("clones", clones.fits, clones.take, nested=True),
    Shape("student", folders.fits_student, folders.take_student),
    Shape("files", folders.fits_files, folders.take_files),
    Shape("folders", lambda _: True, folders.take_folders),
)
KINDS = tuple(shape.kind for shape in SHAPES)


def take(path: Path, ask: Ask, kind: str = "") -> Taken:
    """The hand-ins at `path`. Raises UsageError where it cannot be used at all."""
    if not path.exists():
        raise UsageError(f"{path} does not exist")
    try:
        place = _place(path, ask)
        if place is None:
            return folders.take_file(path, ask)
        shape, place = _recognise(place, kind)
        taken = shape.take(place)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from None
    except Refused as reason:
        raise UsageError(f"{path} {reason}") from None
    bad = place.tree.bad if isinstance(place.tree, Archive) else []
    return replace(taken, kind=shape.kind, left_over=(*taken.left_over, *(f"{path.name}: {line}" for line in bad)))


def is_download(path: Path) -> bool:
    """Whether `path` is the archive of a whole class, as an LMS or a course's tool makes it: no student's own."""
    try:
        place = None if path.is_dir() else _place(path, Ask(()))
        return place is not None and _recognise(place, "")[0].nested
    except (OSError, Refused):  # what is wrong with it, `take` says
        return False


def _place(path: Path, ask: Ask) -> Place | None:
    """Where to look; None for a single source."""
    whole = path.resolve()
    if path.is_dir():
        return Place(Disk(str(path)), (), as_id(whole.name), ask)
    ending = next((ending for ending in OPENED if path.name.lower().endswith(ending)), None)
    if ending is None:
        return None
    inside = Archive(Disk(str(whole.parent)), (whole.name,), ask.caps, download=ending == ".zip")
    place = Place(inside, (), as_id(path.name[: -len(ending)]), ask)
    only = _only_folder(place)  # zipped as a folder of the archive's own name: that folder is meant
    return replace(place, at=only) if only and as_id(only[-1]).casefold() == place.name.casefold() else place


def _recognise(place: Place, kind: str) -> tuple[Shape, Place]:
    only = _only_folder(place)
    for shape in SHAPES:
        if kind and kind != shape.kind:
            continue
        if shape.fits(place):
            return shape, place
        if only and shape.nested and shape.fits(replace(place, at=only)):
            return shape, replace(place, at=only)
    return next(shape for shape in SHAPES if shape.kind == kind), place


def _only_folder(place: Place) -> Parts | None:
    """The one folder that everything is in, where it can be read."""
    children = [child for child in place.children() if not is_junk(child.name)]
    if len(children) != 1 or children[0].kind is not Kind.FOLDER or not place.children(children[0].name):
        return None
    return (*place.at, children[0].name)


__all__ = ["KINDS", "SHAPES", "Arrival", "Ask", "Taken", "is_download", "take"]
