"""Stubs from solutions: the learner's part, between ``### BEGIN SOLUTION`` and ``### END SOLUTION``, becomes a
NotImplementedError.

stub(source)           the stub's text
is_stub(course, ...)   is a learner's file as it was handed out? `untouched` the same by its path
out_of_date(course)    the units whose committed stub is not what its solution gives
write(course)          write them all
"""

from __future__ import annotations

from pathlib import Path

from .catalog import Course
from .errors import CourseError

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
STUBS = "stubs"  # folder of a course that has no solutions
REPLACEMENT = ("# YOUR CODE HERE", "raise NotImplementedError")


def stub(source: str, name: str = "the solution") -> str:
    """`source` with every marked part replaced. Raises CourseError for markers that do not pair up, or none at all."""
    lines: list[str] = []
    inside: str | None = None
    count = 0
    for number, line in enumerate(source.splitlines(), 1):
        word = line.strip()
        if word == BEGIN:
            if inside is not None:
                raise CourseError(f"{name}, line {number}: a solution begins inside another one")
            inside = line[: len(line) - len(line.lstrip())]
            lines += [inside + text for text in REPLACEMENT]
            count += 1
        elif word == END:
            if inside is None:
                raise CourseError(f"{name}, line {number}: a solution ends that never began")
            inside = None
        elif inside is None:
            lines.append(line)
    if inside is not None:
        raise CourseError(f"{name}: a solution begins and never ends")
    if count == 0:
        raise CourseError(f"{name}: nothing is marked with {BEGIN}")
    return "\n".join(lines).rstrip() + "\n"


def stub_of(course: Course, unit: str) -> str:
    """The stub of one unit. Raises CourseError where the course has neither a solution of it nor, as a kit, the stub
    itself.
    """
    path = course.solutions / f"{course.require(unit)}.py"
    kept = course.root / STUBS / f"{unit}.py"
    if path.exists():
        return stub(path.read_text("utf-8"), f"solutions/{unit}.py")
    if kept.exists():
        return kept.read_text("utf-8")
    raise CourseError(f"unit {unit} has no solution at {path}")


def is_stub(course: Course, unit: str, source: bytes) -> bool:
    """Is a file still as it was handed out? Of one that is, nothing has to be run to know what it does."""
    try:
        return source.replace(b"\r\n", b"\n") == stub_of(course, unit).encode()
    except CourseError:
        return False


def untouched(course: Course, unit: str, path: Path) -> bool:
    """`is_stub` of a file. What cannot be read is for others to complain of."""
    try:
        return is_stub(course, unit, path.read_bytes())
    except OSError:
        return False


def out_of_date(course: Course) -> list[str]:
    """The units whose stub in exercises/ is missing or differs from what the solution gives."""
    return [unit for unit in course.units if _read(course.exercises / f"{unit}.py") != stub_of(course, unit)]


def write(course: Course) -> list[str]:
    """Write every stub that is out of date; the names of those written."""
    changed = out_of_date(course)
    course.exercises.mkdir(parents=True, exist_ok=True)
    for unit in changed:
        (course.exercises / f"{unit}.py").write_text(stub_of(course, unit), "utf-8")
    return changed


def _read(path: Path) -> str | None:
    return path.read_text("utf-8") if path.exists() else None
