"""Check a learner's files and say what came of it, on the terminal."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from ..catalog import Course, ExerciseOutline, UnitOutline
from ..errors import GraderError
from ..outputs.failure_text import failure_text, problem_text
from ..outputs.practice_text import PLAIN_SIGNS, SIGNS, exercise_lines, first_failure, printed, score_line
from ..results import NOT_WRITTEN, ExerciseResult, Outcome, blank
from ..stubs import untouched
from .names import shown

if TYPE_CHECKING:
    from ..exam import Exam
    from ..practice import Practice


class Bench:
    """Checks files, each unit's exam made once."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.exams: dict[str, Exam] = {}
        self.console: Console = Console(highlight=False, markup=False, emoji=False)
        self.signs = SIGNS if self.console.encoding.lower().startswith("utf") else PLAIN_SIGNS

    def check(self, unit: str, path: Path, exercise: str | None) -> bool:
        """Check one file and say what came of it. Does everything pass?"""
        outline = self.course.outline(unit)
        chosen = [entry for entry in outline.exercises if exercise in (None, entry.name)]
        self.console.print(f"{unit}  {outline.title}", style="bold")
        if untouched(self.course, unit, path):  # no need to draw examples, which takes seconds
            results = [_untouched(entry) for entry in chosen]
            self._say(outline, results)
        else:
            results = self._practise(outline, path, [entry.name for entry in chosen])
        if results:
            self.console.print(score_line(unit, results))
        return bool(results) and all(one.score == one.max_score for one in results)

    def _practise(self, outline: UnitOutline, path: Path, names: Sequence[str]) -> list[ExerciseResult]:
        """The results of exercises, each said as soon as it is there; none where the file does not load."""
        from ..exam import Exam
        from ..practice import SEED, Practice

        if outline.name not in self.exams:
            self.exams[outline.name] = Exam(self.course, outline.name, SEED)
        practice = Practice(self.exams[outline.name], path.resolve())
        try:
            if practice.problem is not None:
                text = problem_text(practice.problem, shown(path), path.read_text("utf-8", "replace"))
                self.console.print(text, style="red", soft_wrap=True)
                return []
            results = []
            for name in names:
                results.append(practice.exercise(name))
                self._say(outline, results[-1:])
            self._detail(practice, results, path)
            return results
        finally:
            practice.close()

    def _say(self, outline: UnitOutline, results: Sequence[ExerciseResult]) -> None:
        wide = max(len(entry.name) for entry in outline.exercises)
        for result in results:
            self.console.print(exercise_lines(result, wide, self.signs), soft_wrap=True)

    def again(self, files: Sequence[tuple[str, Path]], exercise: str | None) -> None:
        """Check files that were saved just now; one that is gone for a moment is passed over."""
        for unit, path in files:
            self.console.rule(time.strftime("%H:%M:%S"), align="left", characters="=")
            try:
                self.check(unit, path, exercise)
            except GraderError as error:
                self.console.print(f"grader: {error}")

    def _detail(self, practice: Practice, results: Sequence[ExerciseResult], path: Path) -> None:
        found = first_failure(results)
        if found is None:
            return
        exercise, failed = found
        self.console.rule(f"{exercise}: {failed.name}", align="left", style="red", characters="-")
        self.console.print(failure_text(failed, exercise, shown(path)), soft_wrap=True)
        said = printed(practice.said(failed.name))
        if said:
            self.console.print(f"\nIt printed:\n{said}", soft_wrap=True)
        self.console.rule(style="red", characters="-")


def _untouched(entry: ExerciseOutline) -> ExerciseResult:
    return ExerciseResult(entry.name, tuple(blank(check, Outcome.NOT_ATTEMPTED, NOT_WRITTEN) for check in entry.checks))
