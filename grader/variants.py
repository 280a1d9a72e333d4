"""Submissions that a course must be proven on: the reference, the stub, empty answers, known mistakes, other right
answers.

Each is a source text. Empty answers wrap the reference, so that they come in the right shape where that is asked for:
what they must not have is the right value.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from pathlib import Path

from . import empties
from .catalog import Course, LoadedUnit
from .empties import EMPTY
from .errors import CourseError
from .stubs import stub

_REPLACED = """

def _emptied(function, how):
    import copy, inspect
    import numpy
    rng = numpy.random.default_rng(0)  # another noise at every call, and the same ones wherever this runs
    bound = "self" in inspect.signature(function).parameters

    def replaced(*args):
        value = None
        if how not in ("none", "argument"):
            try:
                copies = copy.deepcopy(args)  # what is done in place counts as an answer, too
            except Exception:
                copies = args
            value = function(*copies)
        return emptied(value, how, args[1:] if bound else args, rng)

    return replaced

"""


@dataclass(frozen=True)
class Variant:
    """One submission and what must come of it.

    `kind` is reference, stub, empty, mistake or alternative; `exercise` is the one that is not the reference's (""
    where none is, "*" for all of them), and that must lose points unless it is an alternative.
    """

    kind: str
    name: str
    exercise: str
    source: bytes


def variants(course: Course, loaded: LoadedUnit) -> list[Variant]:
    """All of a unit's. Raises CourseError where the course has no solution of it."""
    if loaded.solution is None:
        raise CourseError(f"unit {loaded.name} has no solution at {course.solutions}")
    solution = loaded.solution
    found = [
        Variant("reference", "the reference", "", solution),
        Variant("stub", "the stub", "", stub(solution.decode("utf-8"), loaded.name).encode()),
    ]
    names = [exercise.name for exercise in loaded.unit.exercises]
    for how in EMPTY:
        found += [Variant("empty", f"{name}: {how}", name, empty(solution, [name], how)) for name in names]
        found.append(Variant("empty", f"all: {how}", "*", empty(solution, names, how)))
    found += [
        Variant("mistake", mistake.name, exercise_of(loaded, mistake.exercise), solution + mistake.source.encode())
        for mistake in loaded.mistakes
    ]
    return found + alternatives(course, loaded)


def exercise_of(loaded: LoadedUnit, about: str) -> str:
    """The exercise under which something about a method stands: the method's own, or its class's."""
    names = {exercise.name for exercise in loaded.unit.exercises}
    return about if about in names else about.partition(".")[0]


def empty(solution: bytes, names: list[str], how: str) -> bytes:
    """The reference with the exercises of these names answering nothing. Its docstring and future imports stay in
    front.
    """
    lines = []
    for name in names:
        owner, _, method = name.rpartition(".")
        if owner:
            lines.append(f"{owner}.{method} = _emptied({owner}.{method}, {how!r})")
        else:
            lines.append(
                f"if isinstance({name}, type):\n"
                f"    for _key in [k for k in vars({name}) if callable(vars({name})[k]) and k != '__init__']:\n"
                f"        setattr({name}, _key, _emptied(vars({name})[_key], {how!r}))\n"
                f"else:\n"
                f"    {name} = _emptied({name}, {how!r})"
            )
    return (
        solution
        + b"\n\n"
        + inspect.getsource(empties).encode()
        + _REPLACED.encode()
        + "\n".join(lines).encode()
        + b"\n"
    )


def alternatives(course: Course, loaded: LoadedUnit) -> list[Variant]:
    """Right answers in other styles, kept in ``tests/alternatives/right`` beside the course, where there are any."""
    folder = course.base / "tests" / "alternatives" / "right" / loaded.name
    return [_alternative(path, loaded.solution or b"") for path in sorted(folder.glob("*/*.py"))]


def _alternative(path: Path, solution: bytes) -> Variant:
    whole = path.parent.name == "_whole"
    source = path.read_bytes()
    return Variant(
        "alternative",
        f"{path.parent.name}/{path.stem}",
        "*" if whole else path.parent.name,
        source if whole else solution + b"\n\n" + source,
    )
