"""What is in a student kit, file by file. Built in memory first: a kit is there whole or not at all.

    README.md                    how to begin, check, and hand in
    exercises/<unit>.py          the stubs
    notebooks/<unit>.ipynb       the same as notebooks
    lessons/<unit>.md            the same text to read
    .grader/                     the engine, with the visible checks as its course, as a wheel
    pyproject.toml               for pip to install that, and for pytest to find the exercises
    requirements.lock            versions that are known to work
    .github/workflows/check.yml  checks what is pushed

No solution, no hidden check, no mistake and no chart is in it, and nothing that only those need (visible.py). The
engine is one file in a folder that intake passes over, so that a student's clone of the kit has no other Python files
in it than the student's own.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..catalog import Course, UnitOutline
from ..notebooks import notebook
from ..outputs.text import number
from ..stubs import STUBS, stub_of
from . import engine, wheel
from .visible import visible_sources

TEMPLATES = Path(__file__).parent / "templates"
ENGINE = ".grader"
IGNORED = "__pycache__/\n*.egg-info/\n.pytest_cache/\n.venv/\nbuild/\nresults/\n*.bak-*\n"


@dataclass(frozen=True)
class Kit:
    """`files` are handed out; `package` is what the wheel among them installs. Path -> bytes."""

    files: dict[str, bytes]
    package: dict[str, bytes]


def contents(course: Course, units: Sequence[str]) -> Kit:
    """Raises CourseError where no kit can be made of the course."""
    package = dict(engine.engine_files())
    package |= {f"grader/course/{name}": text.encode() for name, text in visible_sources(course, units).items()}
    stubs = {unit: stub_of(course, unit) for unit in units}
    package |= {f"grader/course/{STUBS}/{unit}.py": text.encode() for unit, text in stubs.items()}
    outlines, books = _read_again(package, stubs)
    made: dict[str, bytes] = {}
    for unit, stub in stubs.items():
        made[f"exercises/{unit}.py"] = stub.encode()
        made[f"notebooks/{unit}.ipynb"] = books[unit].encode()
        made[f"lessons/{unit}.md"] = lesson(books[unit]).encode()
    beside = {"requirements.lock": engine.lock(), "LICENSE": engine.licence()}
    made |= {name: content for name, content in beside.items() if content is not None}
    made[".gitignore"] = IGNORED.encode()
    made[f"{ENGINE}/backend.py"] = (TEMPLATES / "backend.py.txt").read_bytes()
    made[f"{ENGINE}/{wheel.name()}"] = wheel.wheel(package, f"The engine and the checks of: {course.name}")
    told = {
        "course": course.name,
        "units": outlines,
        "all_points": {unit: sum(entry.points for entry in course.outline(unit).exercises) for unit in units},
        "python": engine.python(),
        "locked": "requirements.lock" in made,
    }
    for name in ("README.md", "pyproject.toml", ".github/workflows/check.yml"):
        template = _environment().get_template(f"{name.rpartition('/')[2]}.jinja")
        made[name] = template.render(told).encode()
    return Kit(made, package)


def _read_again(package: dict[str, bytes], stubs: dict[str, str]) -> tuple[list[UnitOutline], dict[str, str]]:
    """What the kit's own course says of itself: outlines, and notebooks from the stubs."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        for name, data in package.items():
            if name.startswith("grader/course/"):
                path = base / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        course = Course(base / "grader/course", base, "grader.course")
        books = {unit: notebook(course, unit, stub, base / "notebooks") for unit, stub in stubs.items()}
        return [course.outline(unit) for unit in stubs], books


def lesson(book: str) -> str:
    """A notebook's text without its code: the lesson, then what each exercise asks for."""
    cells = [cell for cell in json.loads(book)["cells"] if cell["cell_type"] == "markdown"]
    texts = ["".join(cell["source"]) for cell in cells]
    title = texts[0].partition("\n")[0]
    return "\n\n".join([title, *texts[1:-1]]) + "\n"  # the first and the last cell speak of notebooks


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,  # noqa: S701 -- Markdown, TOML and YAML: no page
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        variable_start_string="<<",
        variable_end_string=">>",
    )
    environment.filters.update(number=number)
    return environment
