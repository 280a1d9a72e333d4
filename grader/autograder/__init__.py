"""``grader autograder``: what another system runs for every hand-in, as it wants to have it."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import GraderError, UsageError

_EXAMPLES = """\b
Examples:
  grader autograder --to gradescope --output autograder.zip --unit ex2_numpy
  grader autograder --to classroom50 --output CLASSROOM/autograders/ASSIGNMENT"""


@click.command(epilog=_EXAMPLES)
@click.option(
    "--to",
    "place",
    required=True,
    type=click.Choice(["gradescope", "classroom50"]),
    help="gradescope: a zip to upload. classroom50: a folder for the classroom's repository.",
)
@click.option(
    "--output", required=True, metavar="PATH", type=click.Path(path_type=Path), help="The zip, or the folder."
)
@click.option("--unit", "-u", "units", multiple=True, metavar="UNIT", help="Only this unit; may be given again.")
@click.option("--seed", metavar="S", help="The secret whole number that examples are drawn from. [default: at random]")
@click.option(
    "--course", "base", type=click.Path(path_type=Path), metavar="DIR", help="Another course than the built-in one."
)
@click.option(
    "--unsafe-trusted-code",
    "unsafe",
    is_flag=True,
    help="Grade even where a layer of the sandbox is missing: the code can then read the solutions.",
)
def autograder(
    *, place: str, output: Path, units: tuple[str, ...], seed: str | None, base: Path | None, unsafe: bool
) -> None:
    """Write an autograder that runs on another system.

    For Gradescope it holds the whole course, solutions too: it goes to instructors only. Each submission is graded in
    the sandbox; where a layer of it is missing there, there is no score but the reason. For Classroom 50, which
    publishes what it runs, it holds the visible checks alone. Settings are those of the grader.toml here.
    """
    import secrets

    from .. import settings
    from ..catalog import Course
    from .bundle import classroom50, gradescope, write_folder, write_zip

    if seed is not None and not (seed.isascii() and seed.isdigit() and len(seed) <= 1000):
        raise click.BadParameter("must be a whole number, 0 or more", param_hint="--seed")
    course = Course.find(base)
    wanted = settings.find((), Path.cwd())
    chosen = tuple(course.require(unit) for unit in units or wanted.units) or course.units
    number = int(seed) if seed is not None else wanted.seed
    number = secrets.randbits(128) if number is None else number
    try:
        if place == "gradescope":
            if output.is_dir():
                raise UsageError(f"{output} is a folder; --output must be a .zip file")
            write_zip(output, gradescope(course, chosen, number, wanted, unsafe=unsafe))
        else:
            write_folder(output, classroom50(course, chosen, number, wanted, unsafe=unsafe))
    except OSError as error:
        raise GraderError(f"{output} cannot be written: {error.strerror}") from None
    click.echo(f"{output} written: {', '.join(chosen)}")
    if place == "gradescope":
        click.echo("it holds the solutions: upload it, and hand it to nobody", err=True)
