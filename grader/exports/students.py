"""Who is exported, and what may be said of each: the one place where exports read the gradebook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..errors import UsageError
from ..gradebook import Gradebook
from ..outputs.view import student_view
from ..results import Report
from .final import Final, final


@dataclass(frozen=True)
class Graded:
    """One student: the report as they may see it, and the final score, None where they are ungraded."""

    view: Report
    final: Final | None

    @property
    def student(self) -> str:
        return self.view.student

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


def graded(report: Report) -> Graded:
    """What exports are given of one report."""
    return Graded(student_view(report), final(report))


def read(gradebook: Gradebook, only: Sequence[str] = (), unit: str = "") -> list[Graded]:
    """The class, by id; of each only `unit`, where one is named. Raises UsageError for what is not in the gradebook."""
    students = gradebook.students()
    if not students:
        raise UsageError(f"the gradebook {gradebook.name} has no students: grade first")
    for student in only:
        if student not in students:
            raise UsageError(f"no student is called {student!r} in the gradebook {gradebook.name}")
    reports = [report for report in gradebook.reports() if not only or report.student in only]
    if unit:
        known = sorted({one.unit for report in reports for one in report.units})
        if unit not in known:
            raise UsageError(f"no unit is called {unit!r} in the gradebook; it has {', '.join(known) or 'none'}")
        reports = [replace(report, units=tuple(one for one in report.units if one.unit == unit)) for report in reports]
    return [graded(report) for report in reports]
