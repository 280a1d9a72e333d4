"""``grader kit``: what an instructor hands out, and nothing that gives an answer away."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import click

from ..errors import CourseError, GraderError, UsageError


@click.command(
    epilog="\b\nExamples:\n  grader kit ../linear-regression\n  grader kit ../week-1 --unit ex1_data --unit ex2_numpy"
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--unit", "-u", "units", multiple=True, metavar="UNIT", help="Only this unit; may be given again.")
@click.option(
    "--course", "base", type=click.Path(path_type=Path), metavar="DIR", help="Another course than the built-in one."
)
def kit(folder: Path, units: tuple[str, ...], base: Path | None) -> None:
    """Write a student kit: stubs, lessons, visible checks, README, a CI workflow.

    There are no solutions, hidden checks or known mistakes in it, and in DIR `pip install .` and `pytest` work
    without them. Before it is written it proves that its checks give the right answers full points. DIR must be new or
    empty.
    """
    from ..catalog import Course
    from .contents import contents
    from .proof import prove

    course = Course.find(base)
    units = tuple(course.require(unit) for unit in units) or course.units
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is there already and is not empty; name a new folder")
    made = contents(course, units)
    click.echo(f"proving the kit on the reference solutions, {len(units)} units", err=True)
    with tempfile.TemporaryDirectory() as place:
        draft, installed = Path(place) / "kit", Path(place) / "installed"
        _write(draft, made.files)
        _write(installed, made.package)
        solutions = {unit: (course.solutions / f"{unit}.py").read_text("utf-8") for unit in units}
        wrong = prove(draft, installed, solutions)
    if wrong:
        more = f", and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        raise CourseError(f"without solutions and hidden checks the course does not stand: {wrong[0]}{more}")
    try:
        _write(folder, made.files)
    except OSError as error:
        raise GraderError(f"{folder} cannot be written: {error.strerror}") from None
    click.echo(f"{folder} written: {len(units)} units; in it, pip install . and pytest")


def _write(folder: Path, made: dict[str, bytes]) -> None:
    try:
        for name, data in made.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)  # it was not there, or empty
        raise
