"""A unit's source notebook for nbgrader, from its solution: the notebook that learners get (notebooks.py), with the
solutions in it and nbgrader's metadata, schema 3, on every cell that is not text.

    setup, helpers     locked: nbgrader puts the instructor's back when it grades
    an exercise        solution, between the markers that nbgrader knows
    its grade cell     an autograder test with points; students do not get its hidden part, which runs all checks
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..catalog import Course
from ..errors import CourseError
from ..notebooks import cells_of

SCHEMA = 3
SETUP = "from grader.nbgrader_course import grade"
TEST = """\
score = grade({unit!r}, {exercise!r}, points={points!r})
### BEGIN HIDDEN TESTS
score = grade({unit!r}, {exercise!r}, points={points!r}, hidden=True)
### END HIDDEN TESTS
score"""
START = """\
# {title}

Each exercise has a cell to write in, in the place of `raise NotImplementedError`, and below it a cell that checks what
you wrote: run the first, then the second. The second shows your points for what can be checked here."""


def grade_id(exercise: str) -> str:
    """The grade cell's id: letters, digits, - and _ only."""
    return "grade-" + re.sub(r"[^\w-]", "-", exercise, flags=re.ASCII)


def source_notebook(course: Course, unit: str) -> str:
    """The source notebook, as JSON text. Raises CourseError where the unit has no solution."""
    import nbformat

    v4: Any = nbformat.v4
    made = []
    for number, (kind, text, about) in enumerate(_cells(course, unit)):
        cell = v4.new_code_cell(text) if kind == "code" else v4.new_markdown_cell(text)
        cell["id"] = f"cell-{number}"
        if about:
            cell["metadata"]["nbgrader"] = {"schema_version": SCHEMA, "task": False, **about}
        made.append(cell)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    book = v4.new_notebook(cells=made, metadata=metadata, nbformat_minor=5)
    nbformat.validate(book)
    return str(v4.writes(book)).rstrip("\n") + "\n"


def _cells(course: Course, unit: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(kind, text, nbgrader's metadata) of every cell."""
    path = course.solutions / f"{unit}.py"
    if not path.exists():
        raise CourseError(f"unit {unit} has no solution at {path}")
    outline = course.outline(unit)
    points = {exercise.name: float(exercise.points) for exercise in outline.exercises}
    locked, number = {"grade": False, "locked": True, "solution": False}, 0
    for kind, text, role in cells_of(course, unit, path.read_text("utf-8"), Path()):
        if role == "start":
            yield kind, START.format(title=outline.title), {}
        elif role == "setup":
            yield kind, SETUP, {**locked, "grade_id": "setup"}
        elif role == "given":
            number += 1
            yield kind, text, {**locked, "grade_id": f"given-{number}"}
        elif role.startswith("write "):
            name = grade_id(role.removeprefix("write ")).replace("grade-", "solution-", 1)
            yield kind, text, {"grade": False, "locked": False, "solution": True, "grade_id": name}
        elif role.startswith("check "):
            exercise = role.removeprefix("check ")
            about = {"grade": True, "locked": True, "solution": False, "grade_id": grade_id(exercise)}
            test = TEST.format(unit=unit, exercise=exercise, points=points[exercise])
            yield kind, test, {**about, "points": points[exercise]}
        elif role == "text":
            yield kind, text, {}
