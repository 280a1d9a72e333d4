"""``grader rescore`` and ``grader override``: what counts, settled anew without running any code again."""

from __future__ import annotations

import contextlib
import difflib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .errors import UsageError

if TYPE_CHECKING:
    from .gradebook import Gradebook
    from .outputs.summary import Summary
    from .policy import Grade
    from .settings import Settings

_folder = click.argument("results", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
_gradebook = click.option(
    "--gradebook", "url", default="", metavar="URL", help="A database instead of DIR/gradebook.db."
)


def _examples(*lines: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


@click.command(epilog=_examples("grader rescore results/", "grader rescore results/ --settings grader.toml"))
@_folder
@click.option(
    "--settings",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The grader.toml to put in force. [default: the one that is in force already, as it reads now]",
)
@_gradebook
def rescore(results: Path, file: Path | None, url: str) -> int:
    """Write the results in DIR anew after a change of grader.toml.

    Due dates, penalties, extensions, dropped and re-weighted checks, extra credit and overrides are reckoned from the
    reports in the gradebook; no submission runs again. Exit code 1 where somebody has no score.
    """
    from rich.console import Console

    from .outputs.terminal import closing

    with _opened(results, url) as gradebook:
        found = _settings(gradebook, results, file)
        for line in _doubts(found, gradebook):
            click.echo(line, err=True)
        gradebook.settle(found)
        summaries = _written(results, gradebook)
    console = Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else 1000)
    console.print(closing(summaries))
    changed = sum(bool(summary.reasons) for summary in summaries)
    policy = found.path or "no grader.toml"
    click.echo(f"{len(summaries)} scored again under {policy}, {changed} of them adjusted; see {results}", err=True)
    return int(not all(summary.graded for summary in summaries))


@click.command(
    epilog=_examples(
        "grader override results/ alice gradients --points 3 --comment 'right, but transposed'",
        "grader override results/ alice ex2_numpy.gradients.match_autograd --points 0 --comment 'hard-coded'",
        "grader override results/ alice gradients --remove",
        "grader override results/",
    )
)
@_folder
@click.argument("student", required=False, metavar="[STUDENT]")
@click.argument("target", required=False, metavar="[EXERCISE[.CHECK]]")
@click.option("--points", type=float, metavar="P", help="The points that count in place of the automatic ones.")
@click.option("--comment", metavar="TEXT", help="Why. The student reads it.")
@click.option("--remove", is_flag=True, help="Let the automatic points count again.")
@_gradebook
def override(
    *,
    results: Path,
    student: str | None,
    target: str | None,
    points: float | None,
    comment: str | None,
    remove: bool,
    url: str,
) -> int:
    """Set the points of an exercise, a check or a unit by hand; with nothing to set, list what is set.

    What is set stays set, however often the submission is graded again, and stands beside the automatic points.
    """
    with _opened(results, url) as gradebook:
        if student is not None:
            student = _student(gradebook, student)
        if target is None or student is None:
            if points is not None or comment is not None or remove:
                raise UsageError("name a student and an exercise: grader override DIR STUDENT EXERCISE --points P")
            return _listed(gradebook, student)
        if remove:
            _take_back(gradebook, student, target)
        else:
            _set(gradebook, student, target, points, comment)
        _written(results, gradebook)
        grade = gradebook.grade(student)
    assert grade is not None
    click.echo(_line(grade), err=True)
    return 0


# ---- what they do


def _set(gradebook: Gradebook, student: str, target: str, points: float | None, comment: str | None) -> None:
    from .outputs.text import number
    from .policy import Override, reach

    report = gradebook.report(student)
    assert report is not None
    name = reach.full_name(report, target)
    most = reach.worth(report, gradebook.rules(), name)
    if most is None:
        raise UsageError(f"{name} does not count: grader.toml drops it")
    if points is None or not 0 <= points <= most:
        most_said = f"--points must be from 0 to {number(most)}, which is what {name} is worth"
        raise UsageError(f"{most_said}; more can be given as a [[bonus]] in grader.toml")
    if not (comment or "").strip():
        raise UsageError("--comment TEXT is needed: the student reads why")
    gradebook.override(Override(student=student, target=name, points=points, comment=str(comment).strip(), of=most))


def _take_back(gradebook: Gradebook, student: str, target: str) -> None:
    from .policy import reach

    report = gradebook.report(student)
    stored = {one.target for one in gradebook.overrides() if one.student == student}
    name = target if target in stored or report is None else reach.full_name(report, target)
    if not gradebook.take_back(student, name):
        there = f"; there are {', '.join(sorted(stored))}" if stored else ""
        raise UsageError(f"{name} of {student} was not set by grader override{there}")


def _listed(gradebook: Gradebook, student: str | None) -> int:
    from .outputs.text import number, one_line

    commanded = {(one.student, one.target) for one in gradebook.overrides()}
    in_file = [one for one in gradebook.rules().override if (one.student, one.target) not in commanded]
    for one in sorted([*gradebook.overrides(), *in_file], key=lambda one: (one.student, one.target)):
        if student in (None, one.student):
            of = f" of {number(one.of)}" if one.of else ""
            where = " (grader.toml)" if one in in_file else ""
            click.echo(one_line(f"{one.student}  {one.target}  {number(one.points)}{of}{where}  {one.comment}"))
    return 0


def _line(grade: Grade) -> str:
    from .outputs.text import number, one_line

    score = f"{number(grade.score)} of {number(grade.max_score)}" if grade.graded else "still ungraded"
    return one_line(f"{grade.student}: {score}, automatic {number(grade.automatic.score)}")


@contextlib.contextmanager
def _opened(results: Path, url: str) -> Iterator[Gradebook]:
    from .gradebook import Gradebook
    from .outputs.folder import alone

    if not results.is_dir() or (not url and not (results / "gradebook.db").is_file()):
        raise UsageError(f"{results} has no gradebook.db; it must be the --out folder of an earlier grader grade")
    with alone(results), contextlib.closing(Gradebook(url) if url else Gradebook.in_folder(results)) as gradebook:
        yield gradebook


def _settings(gradebook: Gradebook, results: Path, file: Path | None) -> Settings:
    """The file that was named; else the one in force, as it reads now; else one beside DIR or here."""
    from . import settings

    if file is not None:
        return settings.read(file.resolve())
    known = gradebook.settings()
    if known.path is None:
        return settings.find([results], Path.cwd())
    if known.path.is_file():
        return settings.read(known.path)
    raise UsageError(f"{known.path}, which is in force, is not there any more; name a file with --settings")


def _doubts(found: Settings, gradebook: Gradebook) -> list[str]:
    """What is odd in the file, a line each. Raises UsageError for what cannot be meant."""
    from .policy import reach

    known = reach.names_in(gradebook.reports())
    strange = found.strange(known)
    # A unit that nobody has handed in yet may well be spoken of; what is not in a unit that is here is a slip.
    slips = [line for name, line in strange.items() if name.partition(".")[0] in known]
    if slips:
        raise UsageError("\n".join(slips))
    return [*strange.values(), *found.strangers(gradebook.students())]


def _written(results: Path, gradebook: Gradebook) -> list[Summary]:
    from .outputs import folder

    report = next(gradebook.reports(), None)
    course = "" if report is None else str(report.course.get("name", ""))
    return folder.write(results, gradebook, course, gradebook.left_over())


def _student(gradebook: Gradebook, name: str) -> str:
    students = gradebook.students()
    if name in students:
        return name
    near = difflib.get_close_matches(name, students, 1)
    raise UsageError(
        f"no student is called {name!r} in the gradebook" + (f"; did you mean {near[0]!r}?" if near else "")
    )
