"""The host process: ``python -m grader.nbgrader_course.host``. It holds the checks, the reference and the seed; a
student's code runs in the sandbox below it.

One line of JSON comes in, ``{"cells", "unit", "exercise", "hidden"}``, and one goes out, ``{"share", "says"}`` or
``{"error"}``. `share` is of the exercise's points; `says` is for the student, so it is made of `student_view`. Without
`hidden` only visible checks count, and where this machine has no sandbox the code, which is then its own user's, runs
without one.

The course and the seed are those of the nbgrader course folder: ``GRADER_COURSE``, where it is not the built-in
course, and the ``grader.toml`` in the folder or above it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from .. import settings
from ..catalog import Course
from ..errors import GraderError, SandboxMissing
from ..grade import Grader, Terms
from ..intake import Submission, UnitFile
from ..outputs.failure_text import failure_text
from ..outputs.practice_text import exercise_lines, first_failure
from ..outputs.view import student_view
from ..practice import SEED
from ..results import ExerciseResult, Outcome, Report
from ..settings import Settings


class Desk:
    """Answers questions; a unit is made ready once, and cells that were graded are not graded again."""

    def __init__(self, folder: Path) -> None:
        where = os.environ.get("GRADER_COURSE")
        self.course = Course.find(Path(where) if where else None)
        self.settings = _settings(folder)
        self.graders: dict[tuple[str, bool], Grader] = {}
        self.reports: dict[str, Report] = {}

    def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The answer to one question. Raises GraderError."""
        unit, hidden = self.course.require(str(asked["unit"])), bool(asked["hidden"])
        report = self._report(unit, [str(cell) for cell in asked["cells"]], hidden)
        exercises = [one for one in report.units[0].exercises if one.name == asked["exercise"]]
        if not exercises:
            raise GraderError(f"unit {unit} has no exercise {asked['exercise']}")
        exercise = exercises[0] if hidden else _visible(exercises[0])
        if report.status != "graded" and any(one.outcome == Outcome.GRADER_ERROR for one in exercise.checks):
            raise GraderError("the grader failed, see grader grade on this submission")
        share = exercise.score / exercise.max_score if exercise.max_score else 1.0
        return {"share": share, "says": _says(report, exercise.name, hidden)}

    def close(self) -> None:
        for grader in self.graders.values():
            grader.close()

    def _report(self, unit: str, cells: Sequence[str], hidden: bool) -> Report:
        data = json.dumps({"cells": [{"cell_type": "code", "source": cell} for cell in cells]}).encode()
        digest = hashlib.sha256(f"{unit} {hidden} ".encode() + data).hexdigest()
        if digest not in self.reports:
            file = UnitFile(unit, f"{unit}.ipynb", data, digest)
            self.reports[digest] = self._grader(unit, hidden).grade(Submission("student", (file,)))
        return self.reports[digest]

    def _grader(self, unit: str, hidden: bool) -> Grader:
        if (unit, hidden) not in self.graders:
            seed = SEED if self.settings.seed is None else self.settings.seed
            kept = () if self.settings.path is None else (self.settings.path.parent,)
            terms = Terms.of(self.course, (unit,), seed, self.settings.limits, unsafe=False, forbidden=kept)
            try:
                self.graders[unit, hidden] = Grader(terms)
            except SandboxMissing:
                if hidden:
                    raise
                self.graders[unit, hidden] = Grader(replace(terms, unsafe=True))
        return self.graders[unit, hidden]


def _settings(folder: Path) -> Settings:
    """The grader.toml in the folder or above it: a submission lies some levels below the course."""
    found = next((above for above in (folder, *folder.parents) if (above / settings.NAME).is_file()), None)
    return Settings() if found is None else settings.read(found / settings.NAME)


def _visible(exercise: ExerciseResult) -> ExerciseResult:
    return replace(exercise, checks=tuple(one for one in exercise.checks if one.visibility == "visible"))


def _says(report: Report, name: str, hidden: bool) -> str:
    """What the student reads of an exercise: nothing where all is right."""
    unit = student_view(report).units[0]
    exercise = next(one for one in unit.exercises if one.name == name)
    shown = exercise if hidden else _visible(exercise)
    if all(one.outcome == Outcome.PASSED for one in shown.checks):
        return ""
    parts = [] if unit.problem is None else [unit.problem.message]
    parts.append(exercise_lines(shown, len(name)).plain)
    wrong = first_failure([shown])
    if wrong is not None and wrong[1].visibility == "visible":
        parts += ["", failure_text(wrong[1], name, unit.unit)]
    return "\n".join(parts)


def main() -> None:
    """Answer until nobody asks any more."""
    desk: Desk | None = None
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints is no answer
    try:
        for line in sys.stdin:
            try:
                desk = desk or Desk(Path.cwd())
                answer = desk.answer(json.loads(line))
            except GraderError as error:
                answer = {"error": str(error)}
            except Exception as error:  # noqa: BLE001 - whatever it is, it is ours, and it must be said
                answer = {"error": f"{type(error).__name__}: {error}"}
            out.write(json.dumps(answer) + "\n")
            out.flush()
    finally:
        if desk is not None:
            desk.close()


if __name__ == "__main__":
    main()
