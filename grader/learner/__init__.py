"""The learner's commands: check, hint, reset, watch. What they need is imported when they run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import CourseError, GraderError, UsageError

if TYPE_CHECKING:
    from ..catalog import Course

course_option = click.option(
    "--course", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Another course than the built-in one."
)
exercise_option = click.option("-k", "exercise", metavar="EXERCISE", help="Only this exercise.")


def _course(folder: Path | None) -> Course:
    from ..catalog import Course

    return Course.find(folder)


def _epilog(*lines: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


# ---- check


@click.command(epilog=_epilog("grader check", "grader check ex2_numpy -k gradients", "grader check ex2_numpy draft.py"))
@click.argument("unit", required=False)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@exercise_option
@course_option
def check(unit: str | None, file: Path | None, exercise: str | None, folder: Path | None) -> int:
    """Check your own files, here in this process.

    UNIT is a unit's name or your file of it; without it all files in exercises/ are checked. FILE is another file than
    exercises/UNIT.py. Exit code 0 only when everything passes.
    """
    from .bench import Bench
    from .names import files_of

    course = _course(folder)
    bench = Bench(course)
    passed = [bench.check(name, path, exercise) for name, path in files_of(course, unit, file, exercise)]
    return 0 if all(passed) else 1


# ---- hint


@click.command(epilog=_epilog("grader hint gradients", "grader hint ex2_numpy.train --again"))
@click.argument("exercise", metavar="[UNIT.]EXERCISE")
@click.option("--all", "everything", is_flag=True, help="All hints at once.")
@click.option("--again", is_flag=True, help="The hints that you have seen already.")
@course_option
def hint(exercise: str, everything: bool, again: bool, folder: Path | None) -> None:
    """A hint for an exercise: each time the next one."""
    from .hints import Seen
    from .names import find

    course = _course(folder)
    unit, outline = find(course, exercise)
    hints = outline.hints
    if not hints:
        raise GraderError(f"{outline.name} has no hints; its docstring in {unit}.py says what there is")
    key = f"{course.package}/{unit}/{outline.name}"
    seen = Seen()
    before = min(seen.count(key), len(hints))
    if everything:
        first, last = 0, len(hints)
    elif again and before:
        first, last = 0, before
    else:
        first, last = min(before, len(hints) - 1), min(before + 1, len(hints))
    for number in range(first, last):
        click.echo(f"{number + 1}/{len(hints)}  {hints[number]}")
    seen.put(key, max(before, last))
    if last == len(hints) and before == len(hints) and not (everything or again):
        click.echo("That is the last one; --all shows them all.")


# ---- reset


@click.command(epilog=_epilog("grader reset ex2_numpy", "grader reset ex2_numpy gradients --yes"))
@click.argument("unit")
@click.argument("exercise", required=False)
@click.option("--yes", is_flag=True, help="Do not ask.")
@course_option
def reset(unit: str, exercise: str | None, yes: bool, folder: Path | None) -> None:
    """Put the untouched stub back, for a unit or for one exercise of it. What you have is kept beside it."""
    from ..stub_text import in_bytes
    from ..stubs import stub_of
    from .names import pick, shown

    course = _course(folder)
    outline = course.outline(course.require(unit))
    path = course.exercises / f"{unit}.py"
    if exercise is not None:
        pick(exercise, [entry.name for entry in outline.exercises])
    try:
        stub = stub_of(course, unit)
    except CourseError:
        raise GraderError(
            f"the untouched stub of {unit} is not on this machine; take {path.name} from where you got the course"
        ) from None
    data = path.read_bytes() if path.exists() else b""
    fresh = stub.encode() if exercise is None or not data else in_bytes(data, stub, exercise)
    if data == fresh:
        click.echo(f"{shown(path)} is untouched already")
        return
    if data:
        backup = _free(path)
        what = f"{exercise} in {shown(path)}" if exercise else shown(path)
        if not yes:
            click.confirm(f"Put the stub of {what} back? What you have is kept in {backup.name}", abort=True)
        backup.write_bytes(data)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(fresh)
    click.echo(f"{shown(path)} written" + (f"; what you had is in {shown(backup)}" if data else ""))


def _free(path: Path) -> Path:
    """A name beside `path` that nothing has yet."""
    number = 1
    while (backup := path.with_name(f"{path.name}.bak-{number}")).exists():
        number += 1
    return backup


# ---- watch


@click.command(epilog=_epilog("grader watch", "grader watch ex2_numpy -k train"))
@click.argument("unit", required=False)
@exercise_option
@course_option
def watch(unit: str | None, exercise: str | None, folder: Path | None) -> None:
    """Check again whenever you save. Ctrl-C ends it."""
    try:
        import watchfiles
    except ImportError:
        raise UsageError("grader watch needs one more package: pip install watchfiles") from None
    from .bench import Bench
    from .names import files_of

    course = _course(folder)
    files = files_of(course, unit, None, exercise)
    paths = {str(path.resolve()): (name, path) for name, path in files}
    bench = Bench(course)
    changed = [path for path in paths if unit or len(paths) == 1]
    folders = {path.parent for _, path in files}
    try:
        bench.again([paths[path] for path in changed], exercise)
        click.echo(f"waiting for you to save in {', '.join(sorted(map(str, folders)))}; Ctrl-C ends it")
        for changes in watchfiles.watch(*folders, watch_filter=lambda _, path: path in paths, recursive=False):
            bench.again([paths[path] for path in sorted({path for _, path in changes})], exercise)
    except KeyboardInterrupt:
        click.echo()
