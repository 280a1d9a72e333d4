"""Check a learner's files and say what came of it, on the terminal."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from ..catalog import Course
from ..errors import GraderError
from ..exam import Exam
from ..outputs.failure_text import failure_text, problem_text
from ..outputs.practice_text import PLAIN_SIGNS, SIGNS, exercise_lines, first_failure, printed, score_line
from ..practice import SEED, Practice
from ..results import ExerciseResult
from .names import shown


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
        names = [entry.name for entry in outline.exercises]
        chosen = [exercise] if exercise else names
        if unit not in self.exams:
            self.exams[unit] = Exam(self.course, unit, SEED)
        practice = Practice(self.exams[unit], path.resolve())
        try:
            self.console.print(f"{unit}  {outline.title}", style="bold")
            if practice.problem is not None:
                text = problem_text(practice.problem, shown(path), path.read_text("utf-8", "replace"))
                self.console.print(text, style="red", soft_wrap=True)
                return False
            results = []
            for name in chosen:
                results.append(practice.exercise(name))
                self.console.print(exercise_lines(results[-1], max(map(len, names)), self.signs), soft_wrap=True)
            self._detail(practice, results, path)
            self.console.print(score_line(unit, results))
            return all(one.score == one.max_score for one in results)
        finally:
            practice.close()

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
