"""The command line. Nothing is imported before the command that needs it, so that ``grader --help`` answers at once."""

from __future__ import annotations

import importlib
import io
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from .errors import GraderError, SandboxMissing

if TYPE_CHECKING:
    from .catalog import Course

STOPPED = 130


class LazyGroup(click.Group):
    """A group that knows what its commands are about, and imports one when it is called."""

    lazy = {  # noqa: RUF012 - click's classes are configured like this
        "autograder": ("grader.autograder:autograder", "Write an autograder for another system."),
        "check": ("grader.learner:check", "Check your own files."),
        "export": ("grader.exporting:export", "Write the grades for another system."),
        "hint": ("grader.learner:hint", "A hint for an exercise."),
        "kit": ("grader.kit:kit", "Write what an instructor hands out."),
        "nbgrader": ("grader.nbgrader_course.making:nbgrader", "Work with an nbgrader course."),
        "override": ("grader.rescoring:override", "Set points by hand."),
        "rescore": ("grader.rescoring:rescore", "Write the results anew after a change of grader.toml."),
        "reset": ("grader.learner:reset", "Put the untouched stub back."),
        "similar": ("grader.similar:similar", "Show which submissions are alike."),
        "watch": ("grader.learner:watch", "Check again whenever a file is saved."),
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *self.lazy})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.lazy:
            return super().get_command(ctx, cmd_name)
        module, _, name = self.lazy[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = []
        for name in self.list_commands(ctx):
            command = None if name in self.lazy else self.get_command(ctx, name)
            rows.append((name, self.lazy[name][1] if command is None else command.get_short_help_str(70)))
        with formatter.section("Commands"):
            formatter.write_dl(rows)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Each command has --help with an example.",
)
@click.version_option(package_name="grader", message="%(version)s")
def cli() -> None:
    """Learn by writing code, and have every function checked."""


KINDS = ("moodle", "canvas", "nbgrader", "clones", "student", "files", "folders")  # arrivals.KINDS, not loaded yet
course_option = click.option(
    "--course", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Another course than the built-in one."
)
unit_option = click.option(
    "--unit", "-u", "units", multiple=True, metavar="UNIT", help="Only this unit; may be given again."
)


def _epilog(*lines: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


@cli.command(
    epilog=_epilog(
        "grader grade submissions/ --out results/",
        "grader grade submissions.zip --out results/ --roster gradebook.csv",
        "grader grade submissions/ --out results/ --unit ex2_numpy --jobs 4",
    )
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the results go.",
)
@unit_option
@click.option("--only", multiple=True, metavar="STUDENT", help="Only this student; may be given again.")
@click.option(
    "--roster",
    metavar="CSV",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Who is in the class, and by what ids.",
)
@click.option("--from", "kind", type=click.Choice(KINDS), help="What PATH is. [default: recognised from its layout]")
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="How many are graded at the same time.",
)
@click.option(
    "--seed",
    metavar="S",
    help="A secret whole number that the examples are drawn from. [default: drawn at random, kept in DIR]",
)
@click.option("--fresh", is_flag=True, help="Grade again what is graded already.")
@click.option(
    "--gradebook", default="", metavar="URL", help="A database instead of DIR/gradebook.db, as an SQLAlchemy URL."
)
@course_option
@click.option(
    "--unsafe-trusted-code",
    "unsafe",
    is_flag=True,
    help="Run the code without a sandbox. Only for code that you trust.",
)
def grade(
    *,
    paths: tuple[Path, ...],
    out: Path,
    units: tuple[str, ...],
    only: tuple[str, ...],
    roster: Path | None,
    kind: str | None,
    jobs: int,
    seed: str | None,
    fresh: bool,
    gradebook: str,
    folder: Path | None,
    unsafe: bool,
) -> int:
    """Grade submissions in the sandbox.

    PATH is a folder with a folder (or a zip) for each student, a download of Canvas or Moodle as it came or unpacked,
    nbgrader's submitted tree, a folder of git clones, or a single file. The results go to DIR: grades.csv, index.html,
    gradebook.db, reports/ and feedback/. After a stop the same command goes on: what is graded already with the same
    files, course and seed is not graded again.

    Exit code 0: all are graded, whatever the scores. 1: some could not be. 2: wrong usage. 3: no sandbox here.
    """
    from rich.console import Console

    from . import batch
    from .outputs.progress import Bar, Lines
    from .outputs.terminal import closing

    if seed is not None and not (seed.isascii() and seed.isdigit() and len(seed) <= 1000):
        raise click.BadParameter("must be a whole number, 0 or more", param_hint="--seed")
    number = None if seed is None else int(seed)
    errors = Console(stderr=True)
    order = batch.Order(paths, out, units, only, jobs, number, fresh, folder, unsafe, gradebook, kind or "", roster)
    if unsafe:
        click.echo("warning: without a sandbox, this code can read and change all that you can", err=True)
    try:
        result = batch.run(
            order, Bar(errors) if errors.is_terminal else Lines(errors), lambda line: click.echo(line, err=True)
        )
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends already: a second one changes nothing
        click.echo(f"stopped; what is graded is kept in {out}, and the same command goes on from there", err=True)
        return STOPPED
    width = None if sys.stdout.isatty() else 1000  # a line in a file is a line
    console = Console(highlight=False, markup=False, width=width)
    console.print(closing(result.summaries, result.passed_over))
    again = f" ({result.already} were already)" if result.already else ""
    click.echo(f"{result.graded} graded{again}; see {out / 'index.html'}", err=True)
    return result.exit_code


@cli.command("list", epilog=_epilog("grader list"))
@course_option
def list_units(folder: Path | None) -> None:
    """Units and exercises, and which of yours are still stubs."""
    from .listing import listing

    for line in listing(_course(folder)):
        click.echo(line)


@cli.command(epilog=_epilog("grader stubs", "grader stubs --check"))
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 where a stub is out of date.")
@course_option
def stubs(check: bool, folder: Path | None) -> int:
    """Write the stubs in exercises/ from the solutions."""
    from . import stubs as words

    course = _course(folder)
    changed = words.out_of_date(course) if check else words.write(course)
    for unit in changed:
        click.echo(f"exercises/{unit}.py {'is out of date' if check else 'written'}")
    return int(check and bool(changed))


@cli.command(epilog=_epilog("grader notebooks", "grader notebooks --check", "grader notebooks ~/linear-regression"))
@click.argument("into", required=False, metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False))
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 where a notebook is out of date.")
@course_option
def notebooks(into: Path | None, check: bool, folder: Path | None) -> int:
    """Write the units as notebooks into DIR, by default notebooks/. One that you worked in is kept beside the new."""
    from . import notebooks as words

    course = _course(folder)
    into = into or words.folder_of(course)
    if check:
        changed = words.out_of_date(course, into)
        for unit in changed:
            click.echo(f"{into.name}/{unit}.ipynb is out of date")
        return int(bool(changed))
    for unit, kept in words.write(course, into).items():
        click.echo(f"{into.name}/{unit}.ipynb written" + (f"; what you had is in {kept.name}" if kept else ""))
    return 0


@cli.command(epilog=_epilog("grader verify", "grader verify --unit ex2_numpy --seeds 20"))
@click.option("--seeds", type=click.IntRange(1), default=1, show_default=True, help="How many seeds to prove it under.")
@unit_option
@click.option(
    "--jobs", "-j", type=click.IntRange(1, 256), default=1, show_default=True, help="How many proofs at a time."
)
@click.option("--matrix", is_flag=True, help="Print which check catches which mistake, as Markdown.")
@click.option("--in-process", is_flag=True, help="Leave the sandbox out: for machines that have none.")
@course_option
def verify(
    *, seeds: int, units: tuple[str, ...], jobs: int, matrix: bool, in_process: bool, folder: Path | None
) -> int:
    """The course proves itself.

    References score full and stubs 0, empty answers earn nothing, every known mistake is caught on its own exercise and
    named, other right answers score full: over several seeds, in the sandbox and in-process. Exit code 1 where not.
    """
    from . import verify as proving
    from .grade import sandbox_for
    from .outputs.matrix import markdown

    course = _course(folder)
    units = tuple(course.require(unit) for unit in units) or course.units

    def told(proof: proving.Proof) -> None:
        counts = ", ".join(f"{count} {kind}" for kind, count in proof.counts.items())
        click.echo(f"{proof.unit}, seed {proof.seed}: {len(proof.faults)} faults ({counts})", err=True)

    place = None if in_process else sandbox_for
    proofs = proving.verify(course, units, range(seeds), jobs=jobs, sandbox=place, report=told)
    faults = {f"{proof.unit}, seed {proof.seed}: {fault}": None for proof in proofs for fault in proof.faults}
    for fault in faults:
        click.echo(fault)
    if matrix:
        click.echo(markdown({proof.unit: proof.matrix for proof in proofs if proof.seed == 0}), nl=False)
    return int(bool(faults))


@cli.command(epilog=_epilog("grader doctor"))
def doctor() -> int:
    """Each layer of the sandbox: active or missing, proven by a worker that tries to break out."""
    from .catalog import LIBRARIES
    from .sandbox.doctor import examine

    layers, refusal = examine(LIBRARIES)
    for layer in layers:
        click.echo(f"{layer.name:<11}{'active ' if layer.active else 'missing'}  {layer.says}")
    if refusal:
        raise SandboxMissing(refusal)
    return 0


def _course(folder: Path | None) -> Course:
    from .catalog import Course

    return Course.find(folder)


def main(arguments: list[str] | None = None) -> NoReturn:
    """The console command. No traceback for what a person can mend."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a name that the terminal cannot show is no reason to fail
    try:
        code = cli.main(arguments, prog_name="grader", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        click.echo("stopped", err=True)
        code = STOPPED
    except GraderError as error:
        click.echo(f"grader: {error}", err=True)
        code = error.exit_code
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
