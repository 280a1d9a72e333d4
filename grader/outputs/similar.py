"""The page of `grader similar`: pairs of submissions side by side, what is alike in them marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..similarity import Findings, Side
from .html import page

MOST = 100  # pairs on a page: nobody looks at more
AROUND = 2  # lines shown before and after what is marked
WIDEST = 300  # characters of a line


@dataclass(frozen=True)
class Row:
    """A line of code; `number` 0 stands for a gap."""

    number: int
    text: str = ""
    shared: bool = False


def similar(findings: Sequence[Findings], course: str, threshold: float) -> str:
    """For the instructor's eyes."""
    return page("similar.html").render(
        findings=findings,
        course=course,
        threshold=threshold,
        most=MOST,
        rows=lambda side: list(_rows(side)),
        made_from="",
    )


def _rows(side: Side) -> Iterator[Row]:
    """The lines that have something in common with the other side, with a few around them."""
    lines = side.text.split("\n")
    marked, near, begin = set(), set(), 0
    for number, line in enumerate(lines, 1):
        end = begin + len(line)
        if line.strip() and any(first < end and last > begin for first, last in side.shared):
            marked.add(number)
            near |= set(range(max(1, number - AROUND), min(len(lines), number + AROUND) + 1))
        begin = end + 1
    last = 0
    for number in sorted(near):
        if number > last + 1:
            yield Row(0)
        yield Row(number, lines[number - 1][:WIDEST], number in marked)
        last = number
