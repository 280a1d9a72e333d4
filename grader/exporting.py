"""``grader export``: grades out of the gradebook, never by grading again."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import click

from .errors import UsageError
from .exports import FORMATS, exporter


def _epilog() -> str:
    lines = (
        "grader export results/ --to csv --output grades.csv",
        "grader export results/ --to canvas --template export.csv --output import.csv",
        "grader export results/ --to gradescope --output gradescope/",
    )
    formats = [f"  {name:<13} {says}" for name, says in FORMATS.items()]
    return "\n\n".join(
        ["\b\nFormats:\n" + "\n".join(formats), "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)]
    )


@click.command(epilog=_epilog())
@click.argument("results", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--to", "name", required=True, type=click.Choice(sorted(FORMATS)), metavar="FORMAT", help="See below.")
@click.option(
    "--output", required=True, metavar="PATH", type=click.Path(path_type=Path), help="The file, or the folder."
)
@click.option(
    "--template", metavar="FILE", type=click.Path(path_type=Path), help="Your own file from the LMS, to be filled."
)
@click.option("--column", default="", metavar="NAME", help="Which column of the template to fill.")
@click.option("--unit", "-u", default="", metavar="UNIT", help="The scores of this unit only.")
@click.option("--only", multiple=True, metavar="STUDENT", help="Only this student; may be given again.")
@click.option(
    "--gradebook",
    "url",
    default="",
    metavar="URL",
    help="A database instead of DIR/gradebook.db, as an SQLAlchemy URL.",
)
def export(
    *,
    results: Path,
    name: str,
    output: Path,
    template: Path | None,
    column: str,
    unit: str,
    only: tuple[str, ...],
    url: str,
) -> int:
    """Write the grades of DIR, a folder of results, for another system.

    Nothing is graded: scores come from the gradebook, with what policy and overrides made of them. What could not be
    matched or has no score is listed on standard error, and exit code 1 says that somebody has no score.
    """
    from .exports.job import Job
    from .exports.students import read
    from .gradebook import Gradebook
    from .outputs.text import one_line

    write = exporter(name)
    if not url and not (results / "gradebook.db").is_file():
        raise UsageError(f"{results} has no gradebook.db; it must be the --out folder of an earlier grader grade")
    if template is not None and template.resolve() == output.resolve():
        raise UsageError("--output would overwrite --template; give it another name")
    with contextlib.closing(Gradebook(url) if url else Gradebook.in_folder(results)) as gradebook:
        students = read(gradebook, only, unit)
    course = str(students[0].view.course.get("name", ""))
    said = write(Job(students, course, output, template, column, os.environ))
    for line in said:
        click.echo(one_line(line), err=True)
    ungraded = sum(one.final is None for one in students)
    click.echo(f"{len(students) - ungraded} of {len(students)} students have a score; written to {output}", err=True)
    return int(bool(ungraded))
