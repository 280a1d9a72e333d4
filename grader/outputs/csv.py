"""grades.csv: one row per student, one column per unit."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from types import SimpleNamespace

from .summary import Summary, units_of
from .text import number

_RUNS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"  # the last four are full-width = + - @


def cell(text: str) -> str:
    """`text` as a spreadsheet shows it and does not run it."""
    return "'" + text if text[:1] and text[0] in _RUNS else text


def grades(summaries: Sequence[Summary]) -> str:
    """The table. Who is ungraded has no score; who lacks a unit that others have, no score of that.

    Where a policy changed anybody's score, there is the automatic one beside it, what was lost for lateness, and why.
    """
    units = units_of(summaries)
    adjusted = any(summary.reasons for summary in summaries)
    rows: list[str] = []
    table = csv.writer(SimpleNamespace(write=rows.append))  # one that ends rows with \r\n puts a bare \r into quotes
    extra = ["automatic_score", "late_penalty", "changes"] if adjusted else []
    table.writerow(["student", *(cell(unit) for unit in units), "score", "max_score", *extra])
    for summary in summaries:
        scores = [number(summary.units[unit][0]) if summary.graded and unit in summary.units else "" for unit in units]
        total = number(summary.score) if summary.graded else ""
        row = [cell(summary.student), *scores, total, number(summary.max_score)]
        if adjusted:
            row += [number(summary.automatic) if summary.graded else "", number(summary.penalty)]
            row.append(cell("; ".join(summary.reasons)))
        table.writerow(row)
    return "".join(row.removesuffix("\r\n") + "\n" for row in rows)
