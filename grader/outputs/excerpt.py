"""The lines of a student's code that a report speaks of, with the function around them.

By indentation alone: the code is a learner's and need not parse, and a parser can be made to choke. A docstring is left
out, for it is the course's and is long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..results import CheckResult

MOST = 60  # lines of one function
WIDEST = 400  # characters of one line
AROUND = 6  # lines on each side, where a function is longer
_HEAD = re.compile(r"[ \t]*(?:async[ \t]+)?(?:def|class)\b")
_QUOTES = re.compile(r"""[ \t]*[rRuU]?("\""|''')""")
_TRACE = re.compile(r"line (\d+), in ")


@dataclass(frozen=True)
class Line:
    """`number` is 0 for a gap."""

    number: int
    text: str = ""
    marked: bool = False


def lines_of(check: CheckResult) -> list[int]:
    """The lines that a check's result points to."""
    found = [int(match[1]) for entry in check.traceback if (match := _TRACE.match(entry))]
    return found or ([check.line] if check.line else [])


def excerpt(text: str, marked: Iterable[int]) -> list[Line]:
    """The functions in which the marked lines stand; empty where there is no such line."""
    lines = text.split("\n")
    wanted = sorted({number for number in marked if 1 <= number <= len(lines)})
    shown: set[int] = set()
    for number in wanted:
        shown |= _around(lines, number)
    shown |= set(wanted)
    found: list[Line] = []
    for number in sorted(shown):
        if found and found[-1].number not in (0, number - 1):
            found.append(Line(0))
        line = lines[number - 1]
        found.append(Line(number, line if len(line) <= WIDEST else line[:WIDEST] + " ...", number in wanted))
    return found


def _around(lines: list[str], number: int) -> set[int]:
    """The lines of the function or class that line `number` heads, or stands in, without its docstring."""
    head = _head(lines, number)
    if head is None:
        return set(range(max(1, number - AROUND), min(len(lines), number + AROUND) + 1))
    end = _end(lines, head)
    block = set(range(head, end + 1)) - _docstring(lines, head, end)
    if len(block) > MOST:
        block = {line for line in block if abs(line - number) <= AROUND} | {head}
    return block


def _head(lines: list[str], number: int) -> int | None:
    """The line of the innermost ``def`` around line `number`."""
    indent = _indent(lines[number - 1])
    if _HEAD.match(lines[number - 1]):
        return number
    for above in range(number - 1, 0, -1):
        line = lines[above - 1]
        if line.strip() and _indent(line) < indent and line.lstrip()[0] not in ")]}":  # the end of a long signature
            if _HEAD.match(line):
                return above
            indent = _indent(line)
    return None


def _end(lines: list[str], head: int) -> int:
    """The last line of the block that line `head` begins."""
    indent, last, open_brackets = _indent(lines[head - 1]), head, 0
    signature = True
    for number in range(head, len(lines) + 1):
        line = lines[number - 1]
        if signature:  # it may run over several lines, whose indentation means nothing
            open_brackets += sum(map(line.count, "([{")) - sum(map(line.count, ")]}"))
            signature, last = open_brackets > 0 and not line.rstrip().endswith(":"), number
        elif line.strip():
            if _indent(line) <= indent:
                break
            last = number
    return last


def _docstring(lines: list[str], head: int, end: int) -> set[int]:
    """The lines of the string in triple quotes that begins a block."""
    for number in range(head + 1, end + 1):
        line = lines[number - 1]
        match = _QUOTES.match(line)
        if match is None:
            if not line.strip() or not lines[number - 2].rstrip().endswith(":"):
                continue
            return set()
        rest = line[match.end() :]
        for last in range(number, end + 1):
            if match[1] in (rest if last == number else lines[last - 1]):
                return set(range(number, last + 1))
        return set()
    return set()


def _indent(line: str) -> int:
    expanded = line.expandtabs(8)
    return len(expanded) - len(expanded.lstrip())
