"""Grade one submission: its files, under the terms of its batch, become a report.

    terms    all that decides a grade beside the submission itself: course, units, seed, limits, sandbox or not
    Grader   the exams and the place, made ready once and used for many submissions

What the grader itself could not do is a ``grader_error`` and makes the report ``ungraded``; it is never a zero.
"""

from __future__ import annotations

import hashlib
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from .catalog import LIBRARIES, Course
from .charting import Charts
from .exam import Exam
from .intake import Submission, source_of
from .results import NOT_WRITTEN, ExerciseResult, Outcome, Problem, Report, UnitResult, blank
from .run import UnitRun
from .sandbox.place import Limits, Place, Source
from .score import Marker
from .stubs import is_stub


@dataclass(frozen=True)
class Terms:
    """What decides a grade beside the submission. Plain data, so that it can be sent to another process."""

    root: Path
    base: Path
    package: str
    units: tuple[str, ...]
    seed: int
    limits: Limits = field(default_factory=Limits)
    unsafe: bool = False  # plain processes instead of the sandbox
    forbidden: tuple[Path, ...] = ()  # what no worker may read, wherever it lies

    @staticmethod
    def of(
        course: Course, units: tuple[str, ...], seed: int, limits: Limits, *, unsafe: bool, forbidden: tuple[Path, ...]
    ) -> Terms:
        return Terms(course.root, course.base, course.package, units, seed, limits, unsafe, forbidden)

    @cached_property
    def course(self) -> Course:
        return Course(self.root, self.base, self.package)

    def place(self) -> Place:
        """A place of its own for the process that calls. Raises SandboxMissing."""
        return sandbox_for(self.course, self.limits, self.forbidden, unsafe=self.unsafe)


def sandbox_for(
    course: Course, limits: Limits | None = None, forbidden: Sequence[Path] = (), *, unsafe: bool = False
) -> Place:
    """A sandbox from which the course cannot be read. Raises SandboxMissing."""
    from .sandbox.host import place_for

    return place_for(LIBRARIES, limits or Limits(), [*forbidden, course.root, course.base], unsafe=unsafe)


class Grader:
    """Grades submissions one after the other. Close it when done.

    Raises CourseError or SandboxMissing where it cannot begin.
    """

    def __init__(self, terms: Terms, place: Place | None = None) -> None:
        self.terms = terms
        self.limits = terms.limits
        course = terms.course
        self.exams = {unit: Exam(course, unit, terms.seed) for unit in terms.units}
        self.charts = {unit: Charts(exam) for unit, exam in self.exams.items()}
        drawn = "".join(f"{unit} {exam.digest}\n" for unit, exam in self.exams.items())
        self.course = {
            "name": course.name,
            "digest": course.digest,
            "seed": terms.seed,
            "examples": "sha256:" + hashlib.sha256(drawn.encode()).hexdigest(),
        }
        self.place = place or terms.place()
        self.sandbox = {"layers": list(self.place.layers), **({"unsafe_trusted_code": True} if terms.unsafe else {})}

    def close(self) -> None:
        self.place.close()

    def grade(self, submission: Submission) -> Report:
        """The report of one submission. Raises nothing for what is in it."""
        began = time.monotonic()
        files = {file.unit: file for file in submission.files}
        left = self.limits.submission_s
        units: list[UnitResult] = []
        for unit in self.terms.units:
            source = source_of(files[unit]) if unit in files else None
            if source is None:
                units.append(self.untouched(unit))
            elif isinstance(source, Problem):
                units.append(self.untouched(unit, source))
            elif is_stub(self.terms.course, unit, b"".join(source.cells)):
                units.append(self.untouched(unit, message=NOT_WRITTEN))
            elif left <= 0:
                over = f"the {self.limits.submission_s:g} s for the whole submission are over"
                units.append(self.untouched(unit, Problem(Outcome.TIMED_OUT, over), Outcome.TIMED_OUT))
            else:
                result, seconds = self._unit(unit, source, left)
                units.append(result)
                left -= seconds
        report = self.report(submission, tuple(units), submission.problem)
        return replace(report, timing={"wall_s": round(time.monotonic() - began, 3)})

    def _unit(self, unit: str, source: Source, seconds: float) -> tuple[UnitResult, float]:
        """One unit and its seconds. Once more where the grader could not: a sandbox that was lost is new then."""
        result, spent = self._once(unit, source, seconds)
        return self._once(unit, source, seconds) if _could_not((result,), None) else (result, spent)

    def _once(self, unit: str, source: Source, seconds: float) -> tuple[UnitResult, float]:
        run = UnitRun(self.exams[unit], self.place, source, self.limits, seconds)
        before = run.left
        try:
            return self.charts[unit].added(run, Marker(run).unit()), before - run.left
        except Exception as error:  # noqa: BLE001 - whatever it is, it is ours, and the other submissions go on
            where = traceback.extract_tb(error.__traceback__)[-1]
            text = f"{type(error).__name__}: {error} ({Path(where.filename).name}, line {where.lineno})"
            return self.untouched(unit, Problem(Outcome.GRADER_ERROR, text), Outcome.GRADER_ERROR), before - run.left
        finally:
            run.close()

    def untouched(
        self,
        unit: str,
        problem: Problem | None = None,
        outcome: Outcome = Outcome.NOT_ATTEMPTED,
        message: str = "the file is not there",
    ) -> UnitResult:
        """A unit of which nothing was run."""
        loaded = self.exams[unit].loaded
        message = "" if problem is not None else message
        exercises = tuple(
            ExerciseResult(
                exercise.name, tuple(blank(check, outcome, message) for check in loaded.checks_of(exercise.name))
            )
            for exercise in loaded.unit.exercises
        )
        return UnitResult(unit, exercises, problem)

    def report(self, submission: Submission, units: tuple[UnitResult, ...], problem: Problem | None) -> Report:
        """The report around what was found in the units."""
        notes = [*(note for file in submission.files for note in file.notes), *submission.notes]
        return Report(
            student=submission.student,
            files={file.name: file.digest for file in submission.files if file.digest},
            course=self.course,
            sandbox=self.sandbox,
            status="ungraded" if _could_not(units, problem) else "graded",
            problem=problem,
            notes=tuple(notes),
            units=units,
            origin=submission.origin,
        )

    def given_up(self, submission: Submission, why: str) -> Report:
        """The report of a submission that the grader could not get through."""
        problem = Problem(Outcome.GRADER_ERROR, why)
        units = tuple(self.untouched(unit, problem, Outcome.GRADER_ERROR) for unit in self.terms.units)
        return self.report(submission, units, problem)


def _could_not(units: tuple[UnitResult, ...], problem: Problem | None) -> bool:
    problems = [problem, *(unit.problem for unit in units)]
    if any(found is not None and found.outcome == Outcome.GRADER_ERROR for found in problems):
        return True
    return any(check.outcome == Outcome.GRADER_ERROR for unit in units for _, check in unit.checks)
