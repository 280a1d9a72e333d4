"""Moodle's offline grading worksheet, filled in place: the grade, and feedback comments where nobody wrote any.

Its headers are in the language of whoever downloaded it, so the columns are found by what is in them, and only then by
name: the first column is one and the same word before a number (``Participant 17``); the maximum grade is the column
that says the same number in every row; the grade stands before it. Moodle reads a decimal point in every language,
and passes over a grade above the maximum. Feedback is HTML.
"""

from __future__ import annotations

import html
import re
from decimal import Decimal

from ..errors import UsageError
from .job import Job
from .joining import join
from .scale import points_in, scaled
from .sheet import Sheet
from .students import Graded
from .words import lines, on_top

MARK = "<!-- grader -->"  # begins what was written here before, which may be written anew
MOST_FEEDBACK = 30_000  # a cell of a spreadsheet holds 32,767
KINDS = (
    *(("moodle", "number"), ("email", "cells"), ("sis_id", "cells"), ("login", "cells")),
    *(("id", "cells"), ("name", "cells")),
)
_IDENTIFIER = re.compile(r"(\D*)(\d+)")
_FEEDBACK = re.compile(
    r"feedback|comment|kommentar|retroaliment|comentari|commentaire|commenti|opmerking", re.IGNORECASE
)


def export(job: Job) -> list[str]:
    if job.template is None:
        raise UsageError("--to moodle needs --template FILE: the worksheet that Moodle gives for the assignment")
    sheet = Sheet.read(job.template)
    _require_identifiers(sheet)
    grade = _grade(sheet, job.column)
    feedback = _feedback(sheet, grade)
    rows = {row: _names(sheet, row) for row in range(1, len(sheet.rows))}
    joined = join(job.students, _cells_as_kinds(sheet, rows, grade), _kinds(grade), _shown(sheet))
    said: list[str] = []
    for row, one in sorted(joined.by_row.items()):
        if one.final is None:
            continue
        points = points_in(sheet.text(row, grade + 1))
        text = scaled(one.final.score, one.final.max_score, points)
        if points is not None and Decimal(text) > points:
            said.append(f"{one.student}: {text} is above Moodle's maximum, so {points:f} was written")
            text = scaled(float(points), float(points), None)
        sheet.put(row, grade, text)
        if feedback is not None:
            now = sheet.text(row, feedback)
            if not now or now.startswith(MARK):
                sheet.put(row, feedback, as_html(one))
            else:
                said.append(f"{one.student}: has feedback comments already, which were left")
    if feedback is None:
        said.append("the worksheet has no column for feedback comments, so none were written")
    job.write(sheet.render())
    return [*said, *job.ungraded(), *joined.lines]


def as_html(one: Graded) -> str:
    """Feedback comments: what is to be said of the whole, then what did not pass, in Moodle's own plain tags."""
    parts = [MARK, *(f"<p>{html.escape(text)}</p>" for text in on_top(one))]
    for line in lines(one.view):
        if line.passed:
            continue
        part = f"<p><strong>{html.escape(line.name)}</strong></p><pre>{html.escape(line.text)}</pre>"
        if sum(map(len, parts)) + len(part) > MOST_FEEDBACK:
            parts.append("<p>There is more in the full feedback.</p>")
            break
        parts.append(part)
    return "".join(parts)


# ---- which column is what


def _require_identifiers(sheet: Sheet) -> None:
    found = [_IDENTIFIER.fullmatch(text) for text in sheet.column(0)]
    if not found or not all(found) or len({match[1] for match in found if match}) != 1:
        raise UsageError(
            f"{sheet.name} is no Moodle grading worksheet: its first column must be like 'Participant 17' in every row"
        )


def _grade(sheet: Sheet, wanted: str) -> int:
    """The column to fill. The maximum grade stands right of it, in every row the same."""
    header = sheet.header
    if wanted:
        if header.count(wanted) != 1:
            raise UsageError(f"{sheet.name} has no one column {wanted!r}; there are: {', '.join(header)}")
        return header.index(wanted)
    fits = [
        column for column in range(1, len(header) - 1) if _is_maximum(sheet, column + 1) and _is_grade(sheet, column)
    ]
    if len(fits) > 1:  # numbers that everybody shares are no maximum where the next column says yes or no
        fits = [column for column in fits if header[column].casefold() == "grade"] or fits
    if len(fits) != 1:
        raise UsageError(
            f"{sheet.name}: the grade's column cannot be told (a scale instead of points?); "
            f"say which with --column; there are: {', '.join(header)}"
        )
    return fits[0]


def _is_maximum(sheet: Sheet, column: int) -> bool:
    values = set(sheet.column(column))
    return len(values) == 1 and points_in(values.pop()) is not None


def _is_grade(sheet: Sheet, column: int) -> bool:
    return all(text in ("", "-", "0", "0.00", "0,00") or points_in(text) is not None for text in sheet.column(column))


def _feedback(sheet: Sheet, grade: int) -> int | None:
    """The feedback comments stand behind all dates: by name, else the last column if nobody wrote a number there."""
    header = sheet.header
    named = [column for column in range(grade + 2, len(header)) if _FEEDBACK.search(header[column])]
    if named:
        return named[-1]
    last = len(header) - 1
    free = all(not text or text.startswith(("<", MARK)) for text in sheet.column(last))
    return last if last > grade + 2 and free else None


# ---- whose row is whose


def _names(sheet: Sheet, row: int) -> str:
    match = _IDENTIFIER.fullmatch(sheet.text(row, 0))
    assert match is not None
    return match[2]


def _cells_as_kinds(sheet: Sheet, numbers: dict[int, str], grade: int) -> dict[int, dict[str, str]]:
    """Which column is the name and which the address is not known, so each before the grade is a sort of its own."""
    return {
        row: {"number": number, **{str(column): sheet.text(row, column) for column in range(grade)}}
        for row, number in numbers.items()
    }


def _kinds(grade: int) -> list[tuple[str, str]]:
    return [
        (theirs, kind)
        for theirs, ours in KINDS
        for kind in (["number"] if ours == "number" else [str(column) for column in range(grade)])
    ]


def _shown(sheet: Sheet) -> dict[int, str]:
    """The whole of a row's name, as far as the file has it."""
    return {
        row: " ".join(part for part in (sheet.text(row, 0), sheet.text(row, 1)) if part)
        for row in range(1, len(sheet.rows))
    }
