"""The instructor's own Canvas gradebook export, with one assignment's column filled and nothing else changed.

Canvas takes the file back as it is: the title keeps its ``(id)``, without which Canvas would make a new assignment, and
students keep their rows. Points are scaled to the assignment's ``Points Possible``, where the file says them. Canvas
reads a decimal point in every language, and compares to two digits.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ..errors import UsageError
from .job import Job
from .joining import join
from .scale import points_in, scaled
from .sheet import Sheet

# Canvas writes these in English in every language.
STUDENT_COLUMNS = {"ID": "lms_id", "SIS User ID": "sis_id", "SIS Login ID": "login", "Integration ID": "integration_id"}
KINDS = (
    *(("canvas", "lms_id"), ("lms_id", "lms_id"), ("sis_id", "sis_id"), ("login", "login"), ("email", "login")),
    *(("id", "login"), ("id", "sis_id"), ("id", "lms_id"), ("id", "integration_id")),
)
# What a person settled, or Canvas does not let anybody grade: an excused student, one without the assignment.
SETTLED = ("EX", "N/A")
_ASSIGNMENT = re.compile(r"(.+) \((\d+)\)")
# Totals of Canvas's own: a grading period's name in brackets may be a number as well.
_TOTAL = re.compile(r"(Current|Final|Override) (Score|Points|Grade|Status)")
_MARKS = re.compile(r"\s*(Muted|Manual Posting.*)?\s*", re.IGNORECASE | re.DOTALL)


def export(job: Job) -> list[str]:
    if job.template is None:
        raise UsageError("--to canvas needs --template FILE: the CSV that Canvas gives with Grades, Export")
    sheet = Sheet.read(job.template)
    column = _column(sheet, job.column)
    points = _points(sheet, column)
    rows = {row: _names(sheet, row) for row in range(1, len(sheet.rows)) if _is_student(sheet, row)}
    shown = {row: sheet.text(row, 0) or f"row {row + 1}" for row in rows}
    joined = join(job.students, rows, KINDS, shown)
    said = []
    for row, one in sorted(joined.by_row.items()):
        now = sheet.text(row, column)
        if one.final is None:
            continue
        if now.upper() in SETTLED:
            said.append(f"{one.student}: the template says {now}, which was left")
            continue
        sheet.put(row, column, scaled(one.final.score, one.final.max_score, points))
    job.write(sheet.render())
    return [*_scaling(job, sheet.header[column], points), *said, *job.ungraded(), *joined.lines]


def _column(sheet: Sheet, wanted: str) -> int:
    """The assignment's column: the one asked for, or the only one."""
    header = sheet.header
    if header[:1] not in (["Student"], ["LastName"]) or "ID" not in header or "Section" not in header:
        raise UsageError(
            f"{sheet.name} is no Canvas gradebook: its header does not begin with Student, ID, ... Section"
        )
    found = {}
    for index in range(header.index("Section") + 1, len(header)):
        match = _ASSIGNMENT.fullmatch(header[index])
        if match and not _TOTAL.search(match[1]):
            found[index] = (header[index], match[1], match[2])
    fits = [index for index, names in found.items() if wanted in names] if wanted else list(found)
    if len(fits) == 1:
        return fits[0]
    there = "; ".join(names[0] for names in found.values()) or "none"
    if wanted:
        raise UsageError(f"{sheet.name} has {len(fits) or 'no'} assignments {wanted!r}; there are: {there}")
    raise UsageError(f"{sheet.name} has {len(found)} assignments; say which with --column; there are: {there}")


def _points(sheet: Sheet, column: int) -> Decimal | None:
    for row in range(1, len(sheet.rows)):
        if "Points Possible" in sheet.text(row, 0):
            return points_in(sheet.text(row, column))
    return None


def _is_student(sheet: Sheet, row: int) -> bool:
    if "Points Possible" in sheet.text(row, 0):
        return False
    return not all(_MARKS.fullmatch(cell.text) for cell in sheet.rows[row])


def _names(sheet: Sheet, row: int) -> dict[str, str]:
    header = sheet.header
    return {kind: sheet.text(row, header.index(name)) for name, kind in STUDENT_COLUMNS.items() if name in header}


def _scaling(job: Job, title: str, points: Decimal | None) -> list[str]:
    """How the numbers in the file relate to ours, where they are others."""
    most = sorted({one.final.max_score for one in job.students if one.final is not None})
    if points is None:
        return [f"{title} has no Points Possible; scores were written as they are"]
    other = [f"{value:g}" for value in most if Decimal(str(value)) != points]
    return [f"scores of {', '.join(other)} points were scaled to the {points:f} of {title}"] if other else []
