"""grades.csv: one row per student, one column per unit."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from .summary import Summary, units_of
from .text import number

_RUNS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"  # the last four are full-width = + - @


def cell(text: str) -> str:
    """`text` as a spreadsheet shows it and does not run it."""
    return "'" + text if text[:1] and text[0] in _RUNS else text


def grades(summaries: Sequence[Summary]) -> str:
    """The table. Who is ungraded has no score; who lacks a unit that others have, no score of that."""
    units = units_of(summaries)
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["student", *(cell(unit) for unit in units), "score", "max_score"])
    for summary in summaries:
        scores = [number(summary.units[unit][0]) if summary.graded and unit in summary.units else "" for unit in units]
        total = number(summary.score) if summary.graded else ""
        table.writerow([cell(summary.student), *scores, total, number(summary.max_score)])
    return out.getvalue()
