"""nbgrader: scores and comments into a course's own gradebook.db, so that formgrader and ``nbgrader export`` show them.

A unit is the assignment that its file was handed in for, else the one of the unit's name. Cells, all of them, come
before any submission: nbgrader gives a cell that is added later no grade, so where there are submissions already the
grade is added by hand. Only what the grader says is written (``auto_score``, ``auto_comment``, the late penalty): a
manual score or comment stays, and goes before ours in nbgrader. The scores of all students are one transaction.
"""

from __future__ import annotations

import math
import sqlite3
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import SAWarning, SQLAlchemyError

from ..errors import GraderError, UsageError
from ..nbgrader_course.book import grade_id
from ..outputs.practice_text import PLAIN_SIGNS, exercise_lines
from ..outputs.text import number, visible
from ..policy import UnitGrade
from ..results import ExerciseResult, Outcome, UnitResult
from .students import Graded

if TYPE_CHECKING:
    from pathlib import Path

    from .job import Job

_TABLES = {"alembic_version", "assignment", "base_cell", "grade", "submitted_notebook"}


@dataclass(frozen=True)
class Target:
    """Where a unit's scores go: the cell of every exercise, and the cell that its comment stands at."""

    assignment: str
    notebook: str
    grades: dict[str, str]
    comments: dict[str, str]


def export(job: Job) -> list[str]:
    """Fill the gradebook that ``--output`` names. Raises UsageError where it is none."""
    try:
        from nbgrader.api import Gradebook
    except ImportError:
        raise UsageError("--to nbgrader needs nbgrader: pip install 'grader[nbgrader]'") from None
    if job.template is not None:
        raise UsageError("--to nbgrader takes no --template: name the course's own gradebook.db with --output")
    _require(job.output)
    try:
        with warnings.catch_warnings(), Gradebook(f"sqlite:///{job.output.resolve()}", _course_of(job.output)) as book:
            warnings.simplefilter("ignore", SAWarning)  # of how nbgrader makes a submission
            filler = Filler(book)
            targets = {unit: filler.cells(unit, job.students) for unit in _units(job.students)}
            said = [line for one in job.students if one.final is not None for line in filler.student(one, targets)]
            book.db.commit()
    except SQLAlchemyError as error:
        reason = str(error).splitlines()[0]
        raise GraderError(f"{job.output} cannot be filled: {reason}; try nbgrader db upgrade, or again later") from None
    return [*filler.said, *said, *job.ungraded()]


class Filler:
    """Writes into an open nbgrader gradebook."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.said: list[str] = []

    # ---- cells, before any submission

    def cells(self, unit: str, students: list[Graded]) -> Target:
        """The unit's cells, made where they are missing."""
        name = _assignment(unit, students)
        notebook = self._notebook(name, unit)
        grades = {cell.name: cell for cell in notebook.grade_cells}
        solutions = {cell.name: cell for cell in notebook.solution_cells}
        target = Target(name, notebook.name, {}, {})
        for exercise, most in _worth(unit, students).items():
            own = next((one for one in (grade_id(exercise), exercise) if one in grades), None)
            if own is None:
                own = grade_id(exercise)
                self.book.add_grade_cell(own, notebook.name, name, max_score=most, cell_type="code")
            elif not math.isclose(grades[own].max_score, most, abs_tol=1e-6):
                self.said.append(f"{name}: {own} is worth {number(most)} now, was {number(grades[own].max_score)}")
                grades[own].max_score = most
            target.grades[exercise] = own
            noted = [_solution_id(exercise), _solution_id(exercise.partition(".")[0])]
            found = next((one for one in noted if one in solutions), None)
            if found is None:
                found = noted[-1]
                solutions[found] = self.book.add_solution_cell(found, notebook.name, name)
            target.comments[exercise] = found
        self._add_late(notebook)
        return target

    def _notebook(self, assignment: str, unit: str) -> Any:
        from nbgrader.api import MissingEntry

        try:
            notebooks = self.book.find_assignment(assignment).notebooks
        except MissingEntry:
            self.book.add_assignment(assignment)
            notebooks = []
        named = [one for one in notebooks if one.name == unit] or (notebooks if len(notebooks) == 1 else [])
        return named[0] if named else self.book.add_notebook(unit, assignment)

    def _add_late(self, notebook: Any) -> None:
        """A grade and a comment for every cell in the submissions that are there already."""
        from nbgrader.api import Comment, Grade

        self.book.db.refresh(notebook)
        for submission in notebook.submissions:
            graded = {grade.cell_id for grade in submission.grades}
            noted = {comment.cell_id for comment in submission.comments}
            for cell in notebook.grade_cells:
                if cell.id not in graded:
                    self.book.db.add(Grade(cell_id=cell.id, notebook=submission))
            for cell in notebook.solution_cells:
                if cell.id not in noted:
                    self.book.db.add(Comment(cell_id=cell.id, notebook=submission))
        self.book.db.flush()

    # ---- one student

    def student(self, one: Graded, targets: dict[str, Target]) -> Iterator[str]:
        """Write one student's scores and comments; what could not be, a line each."""
        name = _name(one)
        person = {} if one.view.origin is None else one.view.origin.person
        self._person(name, person)
        bonus = one.grade.bonus
        counted = {unit.unit: unit for unit in one.grade.units}
        for unit in one.view.units:
            if unit.unit not in targets or not (_handed_in(one, unit.unit) or counted[unit.unit].score):
                continue
            self._unit(name, one, unit, counted[unit.unit], targets[unit.unit])
        if bonus:
            points = f"{one.student}: {number(bonus)} points of bonus"
            yield f"{points} belong to no assignment and were not written; give them as extra credit in formgrader"

    def _person(self, name: str, person: dict[str, str]) -> None:
        """The student, with what the roster knows where nbgrader knows nothing."""
        from nbgrader.api import MissingEntry

        try:
            student = self.book.find_student(name)
        except MissingEntry:
            student = self.book.add_student(name)
        first, _, last = person.get("name", "").rpartition(" ")
        for field, value in (("first_name", first), ("last_name", last), ("email", person.get("email", ""))):
            if value and not getattr(student, field):
                setattr(student, field, value)

    def _unit(self, name: str, one: Graded, unit: UnitResult, counted: UnitGrade, target: Target) -> None:
        from nbgrader.api import MissingEntry

        at = _submitted_at(one, unit.unit)
        try:
            submission = self.book.find_submission(target.assignment, name)
        except MissingEntry:
            submission = self.book.add_submission(target.assignment, name, **({"timestamp": at} if at else {}))
        notebook = next(found for found in submission.notebooks if found.name == target.notebook)
        grades = {grade.cell.name: grade for grade in notebook.grades}
        for exercise, score in _scores(unit, counted).items():
            grade = grades[target.grades[exercise]]
            grade.needs_manual_grade = grade.manual_score is not None and grade.auto_score != score
            grade.auto_score = score
        notebook.late_submission_penalty = counted.penalty or None
        self._comments(notebook, one, unit, target)

    def _comments(self, notebook: Any, one: Graded, unit: UnitResult, target: Target) -> None:
        """What is wrong, at the cell that it is wrong in; why the score is what it is, at the first."""
        texts: dict[str, list[str]] = {}
        for number_, exercise in enumerate(unit.exercises):
            told = texts.setdefault(target.comments[exercise.name], [])
            if number_ == 0:
                told += ([unit.problem.message] if unit.problem is not None else []) + list(
                    one.final.says if one.final else ()
                )
            told += _told(exercise)
        for comment in notebook.comments:
            if comment.cell.name in texts:
                comment.auto_comment = visible("\n".join(texts[comment.cell.name])) or None


# ---- what goes where


def _require(path: Path) -> None:
    if not path.is_file():
        made = "nbgrader generate_assignment makes it"
        raise UsageError(f"{path} is not there; --output must be the gradebook.db of an nbgrader course ({made})")
    try:
        with sqlite3.connect(f"file:{path.resolve()}?mode=ro", uri=True) as base:
            tables = {row[0] for row in base.execute("SELECT name FROM sqlite_master")}
    except sqlite3.Error as error:
        raise UsageError(f"{path} is no gradebook of nbgrader: {error}") from None
    if not tables >= _TABLES:
        raise UsageError(f"{path} is no gradebook of nbgrader; --output must be the gradebook.db of an nbgrader course")


def _course_of(path: Path) -> str:
    """The course that is in the gradebook; nbgrader would add another one."""
    with sqlite3.connect(f"file:{path.resolve()}?mode=ro", uri=True) as base:
        rows = base.execute("SELECT id FROM course").fetchall()
    return str(rows[0][0]) if len(rows) == 1 else "default_course"


def _units(students: list[Graded]) -> list[str]:
    return list(dict.fromkeys(unit.unit for one in students for unit in one.view.units))


def _assignment(unit: str, students: list[Graded]) -> str:
    """The assignment that the unit's files were handed in for, where nbgrader's own tree says it."""
    found = {
        file.assignment
        for one in students
        if one.view.origin is not None and one.view.origin.kind == "nbgrader"
        for file in one.view.origin.files.values()
        if file.unit == unit and file.assignment
    }
    return found.pop() if len(found) == 1 else unit


def _worth(unit: str, students: list[Graded]) -> dict[str, float]:
    """The points of every exercise, without what is extra credit."""
    worth: dict[str, float] = {}
    for one in students:
        extra = {
            (change.exercise, change.check)
            for change in one.grade.changes
            if change.kind == "extra_credit" and change.unit == unit
        }
        for exercise in (exercise for found in one.view.units if found.unit == unit for exercise in found.exercises):
            counts = [
                check.max_score
                for check in exercise.checks
                if not extra & {("", ""), (exercise.name, ""), (exercise.name, check.name)}
            ]
            worth.setdefault(exercise.name, round(math.fsum(counts), 6))
    return worth


def _scores(unit: UnitResult, counted: UnitGrade) -> dict[str, float]:
    """Plain floats that sum, less the penalty, to what the unit counts: what rounding gave or took, the largest has."""
    scores = {exercise.name: float(exercise.score) for exercise in unit.exercises}
    rest = counted.score + counted.penalty - math.fsum(scores.values())
    if scores and rest:
        largest = max(scores, key=lambda name: scores[name])
        scores[largest] = round(scores[largest] + rest, 6)
    return scores


def _solution_id(exercise: str) -> str:
    return grade_id(exercise).replace("grade-", "solution-", 1)


def _name(one: Graded) -> str:
    """The id that nbgrader knows the student by."""
    return one.names.get("nbgrader") or one.student


def _handed_in(one: Graded, unit: str) -> bool:
    origin = one.view.origin
    return origin is None or not origin.files or any(file.unit == unit for file in origin.files.values())


def _submitted_at(one: Graded, unit: str) -> Any:
    """As nbgrader keeps it: in UTC and without saying so."""
    import datetime as dt

    origin = one.view.origin
    if origin is None:
        return None
    own = next((file.submitted_at for file in origin.files.values() if file.unit == unit and file.submitted_at), None)
    text = own or origin.submitted_at
    return None if text is None else dt.datetime.fromisoformat(text).astimezone(dt.UTC).replace(tzinfo=None)


def _told(exercise: ExerciseResult) -> list[str]:
    if all(check.outcome == Outcome.PASSED for check in exercise.checks):
        return []
    return [line.strip() for line in exercise_lines(exercise, len(exercise.name), PLAIN_SIGNS).plain.splitlines()]
