"""``grader nbgrader init COURSE``: a course folder that nbgrader works in, one assignment a unit.

source/<unit>/<unit>.ipynb     the source notebooks, from the solutions
nbgrader_config.py             nbgrader's settings: the seal, time enough, where the course is
grader.toml                    the seed, drawn here once: whoever has it can draw the examples
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path

import click

from ..catalog import Course
from ..errors import GraderError, UsageError
from .book import source_notebook

CONFIG = '''\
"""nbgrader's settings for this course. Written once by `grader nbgrader init`; it is yours to change."""

import os

from grader.nbgrader_course.seal import Seal
from nbgrader.converters import Autograde
from nbgrader.preprocessors import Execute

c = get_config()  # noqa: F821 - nbgrader gives it
c.CourseDirectory.course_id = {course_id!r}
c.Execute.timeout = 600  # seconds for a cell: the first one that grades waits until the checks are ready

# After the cells have run, the seal writes the host's scores over what they put out. While nbgrader grades, the grade
# cells themselves then need not ask.
default = list(Autograde.autograde_preprocessors.default_args[0])
default.insert(default.index(Execute) + 1, Seal)
c.Autograde.autograde_preprocessors = default
os.environ["GRADER_SEALED"] = "1"
{course}'''
SETTINGS = """\
# Kept from students: whoever has the seed can draw the examples of the checks.
seed = {seed}
"""
MOST_COURSE_ID = 60


@click.group(epilog="\b\nExamples:\n  grader nbgrader init linreg/")
def nbgrader() -> None:
    """Work with an nbgrader course."""


@nbgrader.command(
    epilog="\b\nExamples:\n  grader nbgrader init linreg/\n  grader nbgrader init linreg/ --unit ex2_numpy\n"
    "  cd linreg/ && nbgrader generate_assignment ex2_numpy"
)
@click.argument("into", metavar="COURSE", type=click.Path(path_type=Path, file_okay=False))
@click.option("--unit", "-u", "units", multiple=True, metavar="UNIT", help="Only this unit; may be given again.")
@click.option(
    "--course", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Another course than the built-in one."
)
def init(into: Path, units: tuple[str, ...], folder: Path | None) -> int:
    """Make an nbgrader course folder from the solutions.

    One assignment a unit. What is there already is kept.
    """
    course = Course.find(folder)
    for path, new in make(course, into, tuple(course.require(unit) for unit in units) or course.units).items():
        click.echo(f"{path} {'written' if new else 'was there, kept'}")
    click.echo(f"next: cd {into} && nbgrader generate_assignment {(units or course.units)[0]}", err=True)
    return 0


def make(course: Course, into: Path, units: Sequence[str]) -> dict[Path, bool]:
    """Write what is missing; every file, and whether it was. Raises GraderError."""
    files = {into / "source" / unit / f"{unit}.ipynb": source_notebook(course, unit) for unit in units}
    home = "" if course.package == "grader.course" else f'os.environ["GRADER_COURSE"] = {str(course.root)!r}\n'
    name = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in into.resolve().name)
    files[into / "nbgrader_config.py"] = CONFIG.format(course_id=name[:MOST_COURSE_ID] or "course", course=home)
    files[into / "grader.toml"] = SETTINGS.format(seed=secrets.randbits(128))
    for unit in units:
        if "+" in unit:
            raise UsageError(f"nbgrader takes no assignment with a + in its name: {unit}")
    written = {}
    for path, text in files.items():
        written[path] = not path.exists()
        if written[path]:
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
            except OSError as error:
                raise GraderError(f"{path} cannot be written: {error.strerror}") from None
    (into / "grader.toml").chmod(0o600)
    return written
