"""``grader similar``: a page of submissions that are alike, from the code that the gradebook keeps."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .errors import UsageError

if TYPE_CHECKING:
    from .catalog import Course


@click.command(
    epilog="\b\nExamples:\n  grader similar results/ --output similar.html\n"
    "  grader similar results/ --output similar.html --unit ex2_numpy --threshold 0.8"
)
@click.argument("results", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--output",
    required=True,
    metavar="PAGE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The page to write.",
)
@click.option("--unit", "-u", "units", multiple=True, metavar="UNIT", help="Only this unit; may be given again.")
@click.option(
    "--threshold",
    type=click.FloatRange(0.0, 1.0),
    default=0.5,
    show_default=True,
    help="The share of a student's own code from which on a pair is told.",
)
@click.option(
    "--common",
    type=click.IntRange(2),
    metavar="N",
    help="Leave out what more than N students wrote alike. [default: a fifth of the class, from 3 to 10]",
)
@click.option("--gradebook", "url", default="", metavar="URL", help="A database instead of DIR/gradebook.db.")
@click.option(
    "--course", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Another course than the built-in one."
)
def similar(
    results: Path,
    output: Path,
    units: tuple[str, ...],
    threshold: float,
    common: int | None,
    url: str,
    folder: Path | None,
) -> None:
    """Show which submissions in DIR are alike, for a person to look at.

    Names and comments do not count, and neither does the stub, nor what many students wrote alike. It says nothing of
    how that came about, and changes no score.
    """
    from .catalog import Course
    from .gradebook import Gradebook
    from .outputs.folder import replace
    from .outputs.similar import similar as made
    from .similarity import compare

    course = Course.find(folder)
    wanted = tuple(course.require(unit) for unit in units) or course.units
    if not url and not (results / "gradebook.db").is_file():
        raise UsageError(f"{results} is no folder of results: it has no gradebook.db (see grader grade --out)")
    with contextlib.closing(Gradebook(url) if url else Gradebook.in_folder(results)) as gradebook:
        code = {student: gradebook.code(student) for student in gradebook.students()}
    findings = []
    for unit in wanted:
        texts = {student: found[unit].text for student, found in code.items() if unit in found}
        if texts:
            findings.append(compare(unit, texts, _stub(course, unit), threshold, common))
    if not findings:
        raise UsageError(f"{results} keeps no code of {', '.join(wanted)}; grade it again with --fresh")
    try:
        replace(output, made(findings, course.name, threshold))
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}") from None
    for found in findings:
        click.echo(
            f"{found.unit}: {len(found.pairs)} pairs, {len(found.groups)} groups of {found.students} submissions"
        )


def _stub(course: Course, unit: str) -> str:
    from .stubs import stub_of

    committed = course.exercises / f"{unit}.py"
    if (course.solutions / f"{unit}.py").exists():
        return stub_of(course, unit)
    return committed.read_text("utf-8") if committed.exists() else ""
