"""What closes a run on the terminal: what needs a look, the class, the exercises."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from .summary import Summary, rates, ungraded_first, units_of
from .text import number, one_line

MOST = 20  # lines on what could not be matched


def closing(summaries: Sequence[Summary], passed_over: Sequence[str] = ()) -> RenderableType:
    """Everything, the ungraded first."""
    parts: list[RenderableType] = []
    ungraded = [summary for summary in summaries if not summary.graded]
    look = [summary for summary in summaries if summary.graded and summary.look]
    if summaries:
        parts += [_students(summaries), Text(), _exercises(summaries)]
    for title, chosen, style in (
        ("Could not be graded:", ungraded, "bold red"),
        ("Look at these:", look, "bold yellow"),
    ):
        if chosen:
            parts += [Text(), Text(title, style=style)]
            parts += [Text(f"  {one_line(one.shown)}: {one_line('; '.join(one.look))}") for one in chosen]
    if passed_over:
        parts += [Text(), Text("Not matched with a student or a unit:", style="bold")]
        parts += [Text(f"  {one_line(line)}") for line in passed_over[:MOST]]
        if len(passed_over) > MOST:
            parts.append(Text(f"  and {len(passed_over) - MOST} more: index.html has them all"))
    return Group(*parts)


def _students(summaries: Sequence[Summary]) -> Table:
    units = units_of(summaries)
    table = _table("student", *units, "score")
    for summary in ungraded_first(summaries):
        cells = [
            _share(*summary.units[unit]) if summary.graded and unit in summary.units else Text("") for unit in units
        ]
        score = _share(summary.score, summary.max_score) if summary.graded else Text("ungraded", style="red")
        table.add_row(Text(one_line(summary.student), overflow="fold"), *cells, score)
    return table


def _exercises(summaries: Sequence[Summary]) -> Table:
    table = _table("exercise", "all points", "rate", "mean")
    for rate in rates(summaries):
        cells = (f"{rate.full} of {rate.of}", f"{100 * rate.full / rate.of:.0f} %", f"{100 * rate.mean:.0f} %")
        table.add_row(Text(f"{rate.unit}: {rate.exercise}"), *(Text(cell) for cell in cells))
    return table


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(Text(first), overflow="fold")
    for name in others:
        table.add_column(Text(name), justify="right", no_wrap=True)
    return table


def _share(score: float, most: float) -> Text:
    return Text(f"{number(score)} / {number(most)}", style="green" if score == most else "")
