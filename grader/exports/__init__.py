"""From the gradebook to where grades are wanted: one module a destination, each with ``export(job)``.

    FORMATS     every destination by the name that ``grader export --to`` knows: its module, and what it is in short
    students    who is exported: the student's view of each report, with the final score (students.py)
    job         what all destinations are given, and how they write (job.py)

No module here sees a raw report: `students.read` makes `student_grade` of each, so that what is hidden stays hidden
in every export. A new destination is a module with ``export(job) -> list of lines for the instructor``, and a line in
FORMATS.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..errors import UsageError

if TYPE_CHECKING:
    from .job import Job

FORMATS = {
    "canvas": "your own Canvas gradebook export, filled (--template)",
    "classroom50": "Classroom 50, a result.json for each student",
    "csv": "a table, one row for each student",
    "github": "GitHub, annotations and a job summary for each student",
    "gradescope": "Gradescope, a results.json for each student",
    "html": "the class page and the feedback pages",
    "json": "one file for other programs",
    "junit": "JUnit XML",
    "moodle": "your own Moodle grading worksheet, filled (--template)",
    "nbgrader": "an nbgrader course's own gradebook.db, filled in place",
    "prairielearn": "PrairieLearn, a results.json for each student",
}


def exporter(name: str) -> Callable[[Job], list[str]]:
    """The function that writes a format. Raises UsageError for one whose module is not there."""
    try:
        module = importlib.import_module(f"{__name__}.{name}")
    except ImportError as error:
        raise UsageError(f"--to {name} cannot be used here: {error}") from None
    found: Callable[[Job], list[str]] = module.export
    return found
