"""What is in an autograder, file by file.

Gradescope's zip, unpacked there into ``/autograder/source``: setup.sh, run_autograder, the engine, the whole course
with its solutions, what pip installs, and a grader.toml with units, seed and limits. Classroom 50's folder:
autograder.py, and in ``engine/`` the engine with the visible checks only (kit.visible), as everybody can download it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..catalog import Course
from ..errors import CourseError, UsageError
from ..kit.engine import engine_files, licence, lock, requirements
from ..kit.visible import visible_sources
from ..kit.zipping import zipped
from ..outputs.folder import replace
from ..settings import Settings

TEMPLATES = Path(__file__).parent / "templates"
PROGRAMS = ("setup.sh", "run_autograder")
UNSAFE = "--unsafe-trusted-code"


def gradescope(course: Course, units: Sequence[str], seed: int, wanted: Settings, *, unsafe: bool) -> dict[str, bytes]:
    made = dict(_machinery())
    for unit in units:
        path = course.solutions / f"{unit}.py"
        if not path.is_file():
            raise CourseError(f"unit {unit} has no solution at {path}; an autograder needs it")
        made[f"solutions/{unit}.py"] = path.read_bytes()
    for name, data in _course_files(course):
        made[f"grader/course/{name}"] = data
    made["grader.toml"] = _settings(units, seed, wanted)
    for name in PROGRAMS:
        text = (TEMPLATES / name).read_text("utf-8")
        made[name] = text.replace("@UNSAFE@", UNSAFE if unsafe else "").encode()
    return made


def classroom50(course: Course, units: Sequence[str], seed: int, wanted: Settings, *, unsafe: bool) -> dict[str, bytes]:
    made = dict(_machinery())
    for name, text in visible_sources(course, units).items():
        made[f"grader/course/{name}"] = text.encode()
    made["grader.toml"] = _settings(units, seed, wanted)
    made = {f"engine/{name}": data for name, data in made.items()}
    text = (TEMPLATES / "autograder.py.txt").read_text("utf-8")
    made["autograder.py"] = text.replace("@UNSAFE@", UNSAFE if unsafe else "").encode()
    made["runtime.json"] = (TEMPLATES / "runtime.json").read_bytes()
    return made


def _machinery() -> Iterator[tuple[str, bytes]]:
    """The engine and what pip has to install for it."""
    yield from engine_files()
    yield "requirements.txt", ("\n".join(requirements()) + "\n").encode()
    for name, content in (("requirements.lock", lock()), ("LICENSE", licence())):
        if content is not None:
            yield name, content


def _course_files(course: Course) -> Iterator[tuple[str, bytes]]:
    """All modules of the course's package; in a folder with everything, not the exercises and solutions beside them."""
    beside = {"exercises", "solutions", "notebooks", "tests", "alternatives"}
    for path in sorted(course.root.rglob("*.py")):
        below = path.relative_to(course.root)
        if below.parts[0] not in beside and not any(part.startswith(".") for part in below.parts):
            yield below.as_posix(), path.read_bytes()


def _settings(units: Sequence[str], seed: int, wanted: Settings) -> bytes:
    """The part of grader.toml that decides what is run. What a policy makes of scores is for the gradebook."""
    lines = [f"units = [{', '.join(repr(unit) for unit in units)}]".replace("'", '"'), f"seed = {seed}", "", "[limits]"]
    limits = {**dataclasses.asdict(wanted.limits), **dataclasses.asdict(wanted.caps)}
    return "\n".join([*lines, *(f"{name} = {value!r}" for name, value in limits.items())]).encode() + b"\n"


# ---- writing


def write_zip(path: Path, files: Mapping[str, bytes]) -> None:
    """One file, with the programs executable."""
    if path.suffix != ".zip":
        raise UsageError(f"--output {path} must end in .zip")
    path.parent.mkdir(parents=True, exist_ok=True)
    replace(path, zipped(dict(sorted(files.items())), PROGRAMS))


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """A new folder, or one that was made by us."""
    if path.exists() and (not path.is_dir() or (any(path.iterdir()) and not (path / "engine/grader.toml").is_file())):
        raise UsageError(f"{path} is there already and is none of ours; name a new folder")
    for name, content in files.items():
        target = path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        replace(target, content)
