"""What runs there: one hand-in is graded, and its result written as that place wants it.

    python -m grader.autograder.run gradescope     /autograder/submission -> /autograder/results/results.json
    python -m grader.autograder.run classroom50    the working directory -> result.json, release-body.md
    python -m grader.autograder.run warm           nothing; what every run needs is made ready

``GRADER_AUTOGRADER_ROOT`` stands for ``/autograder``. What cannot be graded gets no score, but the reason, and an exit
code that is not 0: 3 where there is no sandbox, 1 for the rest.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import stat
import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from .. import batch
from ..errors import GraderError, SandboxMissing
from ..exports import classroom50, gradescope
from ..exports.github import summary
from ..exports.students import Graded, read
from ..gradebook import Gradebook
from ..results import Report

STUDENT = "submission"


class Silent:
    """No progress for one submission."""

    def start(self, total: int) -> None: ...
    def skip(self) -> None: ...
    def advance(self, report: Report) -> None: ...
    def stop(self) -> None: ...


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="grader.autograder.run")
    parser.add_argument("place", choices=["gradescope", "classroom50", "warm"])
    parser.add_argument("--unsafe-trusted-code", dest="unsafe", action="store_true")
    given = parser.parse_args(arguments)
    if given.place == "warm":
        return warm()
    if given.place == "gradescope":
        return for_gradescope(Path(os.environ.get("GRADER_AUTOGRADER_ROOT") or "/autograder"), unsafe=given.unsafe)
    return for_classroom50(Path(os.environ.get("GRADER_CHECKOUT") or "."), unsafe=given.unsafe)


def for_gradescope(root: Path, *, unsafe: bool) -> int:
    results = root / "results"
    results.mkdir(parents=True, exist_ok=True)
    try:
        one = grade(root / "submission", unsafe=unsafe)
        made, code = gradescope.results(one), int(one.final is None)
        _compare_points(root / "submission_metadata.json", one)
    except GraderError as error:
        click.echo(f"not graded: {error}")
        made, code = (
            {"output": f"Not graded: {error}\nThat is not your fault.", "stdout_visibility": "hidden"},
            error.exit_code,
        )
    (results / "results.json").write_text(json.dumps(made, indent=1, allow_nan=False) + "\n", "utf-8")
    return code


def for_classroom50(checkout: Path, *, unsafe: bool) -> int:
    try:
        one = grade(checkout, unsafe=unsafe)
        if one.final is None:
            click.echo("not graded: the grader could not do it")
            return 1
        classroom50.require(os.environ)
        factor = classroom50.factor_of([one])
        (checkout / "result.json").write_text(classroom50.as_json(one, factor, os.environ), "utf-8")
        (checkout / "release-body.md").write_text(summary(one), "utf-8")
    except GraderError as error:
        click.echo(f"not graded: {error}")
        return error.exit_code
    return 0


def grade(folder: Path, *, unsafe: bool) -> Graded:
    """The one hand-in in `folder`, by the grader.toml in the working directory. Raises GraderError."""
    with tempfile.TemporaryDirectory() as place:
        hand_in = Path(place) / "students" / STUDENT
        shutil.copytree(folder, hand_in, symlinks=True, copy_function=_copy, ignore=shutil.ignore_patterns(".git"))
        order = batch.Order((hand_in.parent,), Path(place) / "results")
        try:
            batch.run(order, Silent(), click.echo)
        except SandboxMissing as error:
            if not unsafe:
                raise
            click.echo(f"graded without a sandbox, as the instructor allowed: {error}")
            batch.run(batch.Order(order.paths, order.out, unsafe=True), Silent(), click.echo)
        gradebook = Gradebook.in_folder(order.out)
        try:
            (one,) = read(gradebook)
        finally:
            gradebook.close()
        return one


def warm() -> int:
    """Draw the examples of the units now: they are kept, and every run would wait for them."""
    from ..catalog import Course
    from ..exam import Exam
    from ..settings import find

    wanted, course = find((), Path.cwd()), Course.find()
    for unit in wanted.units:
        Exam(course, unit, wanted.seed or 0)
    return 0


def _copy(source: Any, target: Any) -> None:
    """A regular file; anything else that was handed in is not there, and cannot make anybody wait."""
    if stat.S_ISREG(os.lstat(source).st_mode):
        shutil.copyfile(source, target, follow_symlinks=False)


def _compare_points(metadata: Path, one: Graded) -> None:
    """Tell the instructor where the assignment's points are others than the course's."""
    try:
        told = float(json.loads(metadata.read_text("utf-8"))["assignment"]["total_points"])
    except (OSError, ValueError, KeyError, TypeError):
        return
    if one.final is not None and told != one.final.max_score:
        click.echo(f"the assignment has {told:g} points, and these units have {one.final.max_score:g}")


if __name__ == "__main__":
    sys.exit(main())
