"""Who is exported, and what may be said of each: the one place where exports read the gradebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..errors import UsageError
from ..gradebook import Gradebook
from ..intake import Code
from ..outputs.folder import code_of
from ..outputs.grade_text import reasons
from ..outputs.text import number
from ..outputs.view import student_grade
from ..policy import Grade, grade_of
from ..results import Report


@dataclass(frozen=True)
class Final:
    """The score that leaves the house, the same for every destination: with what policy, lateness and overrides made of
    it. `says` tells the student why it is not the sum of the automatic checks, a line for each reason.
    """

    score: float
    max_score: float
    says: tuple[str, ...] = ()


@dataclass(frozen=True)
class Graded:
    """One student: the grade as they may see it, and the final score, None where they are ungraded. Where one unit is
    exported, of that unit alone. `code` is what they handed in, by unit.
    """

    grade: Grade
    final: Final | None
    code: Mapping[str, Code] = field(default_factory=dict)

    @property
    def student(self) -> str:
        return self.grade.student

    @property
    def view(self) -> Report:
        """The report, with the points that count in every check."""
        return self.grade.report

    @property
    def status(self) -> str:
        return "ungraded" if self.final is None else "graded"

    @property
    def names(self) -> dict[str, str]:
        """By what sort of name the student may be known elsewhere: what the roster has (id, lms_id, sis_id, login,
        email, name, github), and the id in the place that the submission came from, under that place's name.
        """
        known = {"id": self.student}
        origin = self.view.origin
        if origin is not None:
            known |= origin.person
            if origin.lms_id and not (origin.anonymous and origin.kind == "canvas"):  # that id is in no gradebook
                known[origin.kind] = origin.lms_id
        return {sort: name for sort, name in known.items() if name}


def graded(found: Grade | Report, unit: str = "", code: Mapping[str, Code] | None = None) -> Graded:
    """What exports are given of one student; a report alone counts as it is."""
    grade = student_grade(grade_of(found) if isinstance(found, Report) else found)
    if unit:
        grade = _only(grade, unit)
    said = reasons(grade)
    if said and (grade.score, grade.max_score) != (grade.automatic.score, grade.automatic.max_score):
        before = f"{number(grade.automatic.score)} of {number(grade.automatic.max_score)}"
        said = (f"Automatic score: {before}", *said)
    return Graded(grade, Final(grade.score, grade.max_score, said) if grade.graded else None, code or {})


def _only(grade: Grade, unit: str) -> Grade:
    """The grade as if the unit were all there is."""

    def part(report: Report) -> Report:
        return replace(report, units=tuple(one for one in report.units if one.unit == unit))

    units = tuple(one for one in grade.units if one.unit == unit)
    return replace(
        grade,
        score=sum(one.score for one in units),
        max_score=sum(one.max_score for one in units),
        bonus=0.0,
        automatic=part(grade.automatic),
        report=part(grade.report),
        units=units,
        changes=tuple(change for change in grade.changes if change.unit == unit),
    )


def read(gradebook: Gradebook, only: Sequence[str] = (), unit: str = "") -> list[Graded]:
    """The class, by id; of each only `unit`, where one is named. Raises UsageError for what is not in the gradebook."""
    students = gradebook.students()
    if not students:
        raise UsageError(f"the gradebook {gradebook.name} has no students: grade first")
    for student in only:
        if student not in students:
            raise UsageError(f"no student is called {student!r} in the gradebook {gradebook.name}")
    grades = [grade for grade in gradebook.grades() if not only or grade.student in only]
    units = sorted({one.unit for grade in grades for one in grade.units})
    if unit and unit not in units:
        raise UsageError(f"no unit is called {unit!r} in the gradebook; it has {', '.join(units) or 'none'}")
    return [graded(grade, unit, code_of(gradebook, grade)) for grade in grades]
