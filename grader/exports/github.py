"""GitHub Actions: annotations on the lines that are wrong, and the job's summary, for each student.

``annotations.txt`` is printed in a step, ``summary.md`` appended to the file that ``$GITHUB_STEP_SUMMARY`` names. Of
annotations GitHub shows ten of a kind a step; the summary has everything, up to its size of 1 MiB.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..outputs.text import number, one_line
from ..results import Outcome
from .job import Job
from .students import Graded
from .words import file_of, lines, on_top, score_of

MOST_ANNOTATIONS = 10
MOST_BYTES = 1_000_000
_QUIET = (Outcome.PASSED, Outcome.NOT_ATTEMPTED, Outcome.SKIPPED)


def export(job: Job) -> list[str]:
    job.write_each({"annotations.txt": annotate, "summary.md": summary})
    return job.ungraded()


# ---- annotations


def annotate(one: Graded) -> str:
    """Workflow commands, a line each."""
    if one.final is None:
        return "\n".join(command("warning", text) for text in on_top(one)[:MOST_ANNOTATIONS]) + "\n"
    found = list(_errors(one))
    shown = found[:MOST_ANNOTATIONS]
    rest = len(found) - len(shown)
    more = f"; {rest} more in the summary" if rest else ""
    waiting = [line.name for line in lines(one.view) if line.check.outcome == Outcome.NOT_ATTEMPTED]
    if waiting:
        more += f"; not attempted: {', '.join(waiting)}"
    return "\n".join([*shown, command("notice", score_of(one) + more, title="grader")]) + "\n"


def _errors(one: Graded) -> Iterator[str]:
    view = one.view
    if view.problem is not None:
        yield command("error", view.problem.message, title="submission")
    for unit in view.units:
        file = file_of(view, unit.unit)
        if unit.problem is not None:
            yield command("error", unit.problem.message, file=file, line=unit.problem.line, title=unit.unit)
            continue
        for line in lines(view):
            if line.unit == unit.unit and line.check.outcome not in _QUIET:
                yield command("error", line.text, file=file, line=line.check.line, title=line.name)


def command(kind: str, message: str, *, file: str = "", line: int | None = None, title: str = "") -> str:
    """A workflow command. A line without a file means nothing to GitHub, and no line is the first."""
    given = {"file": file, "line": "" if line is None or not file else str(line), "title": title}
    told = ",".join(f"{name}={_property(value)}" for name, value in given.items() if value)
    return f"::{kind} {told}::{_data(message)}" if told else f"::{kind}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


# ---- summary


def summary(one: Graded) -> str:
    """Markdown: the score, a table of exercises, then each check that did not pass."""
    top = [f"# {escape(one.student)}", "", *(f"{escape(text)}\n" for text in on_top(one)), *_table(one)]
    parts = ["\n".join(top)]
    size = len(parts[0].encode())
    for line in lines(one.view):
        if line.check.outcome in (Outcome.PASSED, Outcome.NOT_ATTEMPTED):
            continue
        part = f"\n### {escape(line.name)}\n\n{fenced(line.text)}\n"
        size += len(part.encode())
        if size > MOST_BYTES:
            parts.append("\nThere is more than fits here.\n")
            break
        parts.append(part)
    return "".join(parts)


def _table(one: Graded) -> list[str]:
    rows = ["| exercise | points | checks passed |", "|---|---:|---:|"]
    for unit in one.view.units:
        for exercise in unit.exercises:
            passed = sum(check.outcome == Outcome.PASSED for check in exercise.checks)
            points = f"{number(exercise.score)} of {number(exercise.max_score)}"
            name = f"{unit.unit}: {exercise.name}"
            rows.append(f"| {escape(name)} | {points} | {passed} of {len(exercise.checks)} |")
    return [*rows, ""]


def escape(text: str) -> str:
    """Text as text: no Markdown, no HTML, on one line."""
    return re.sub(r"([\\`*_{}\[\]<>()#+!|~@&$])", r"\\\1", one_line(text))


def fenced(text: str) -> str:
    """A block of code that its own text cannot close."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"
