"""From what a learner types to units, exercises and files."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from ..catalog import Course, ExerciseOutline
from ..errors import UsageError


def files_of(course: Course, unit: str | None, file: Path | None, exercise: str | None) -> list[tuple[str, Path]]:
    """The units to check, each with its file: those that have the exercise where one is wanted. Raises UsageError."""
    files = [_file_of(course, unit, file)] if unit else _all_files(course)
    if exercise is None:
        return files
    own = {name: [entry.name for entry in course.outline(name).exercises] for name, _ in files}
    pick(exercise, [name for names in own.values() for name in names])
    return [(name, path) for name, path in files if exercise in own[name]]


def _file_of(course: Course, unit: str, file: Path | None) -> tuple[str, Path]:
    if unit.endswith(".py") and file is None:
        unit, file = Path(unit).stem, Path(unit)
    course.require(unit)
    path = file or course.exercises / f"{unit}.py"
    if not path.is_file():
        raise UsageError(f"there is no file {shown(path)}" + ("" if file else f"; grader reset {unit} writes it"))
    return unit, path


def _all_files(course: Course) -> list[tuple[str, Path]]:
    found = [(name, course.exercises / f"{name}.py") for name in course.units]
    found = [(name, path) for name, path in found if path.is_file()]
    if not found:
        raise UsageError(f"no exercises here: {shown(course.exercises)} holds none of {', '.join(course.units)}")
    return found


def pick(wanted: str, names: Iterable[str]) -> str:
    """`wanted` itself. Raises UsageError, with the name that was meant perhaps."""
    names = list(names)
    if wanted in names:
        return wanted
    near = difflib.get_close_matches(wanted, names, n=1)
    raise UsageError(
        f"no exercise is called {wanted!r}"
        + (f"; did you mean {near[0]}?" if near else f"; there are {', '.join(names)}")
    )


def shown(path: Path) -> str:
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def find(course: Course, wanted: str) -> tuple[str, ExerciseOutline]:
    """The unit and the exercise of a name, with or without its unit. Raises UsageError where unclear."""
    known = [(unit, entry) for unit in course.units for entry in course.outline(unit).exercises]
    found = [(unit, entry) for unit, entry in known if wanted in (entry.name, f"{unit}.{entry.name}")]
    if len(found) > 1:
        raise UsageError(f"{wanted} is in several units: {', '.join(f'{unit}.{entry.name}' for unit, entry in found)}")
    if not found:
        unit, _, name = wanted.partition(".")
        own = [entry.name for other, entry in known if other == unit]
        pick(name if own else wanted, own or [entry.name for _, entry in known])
    return found[0]
