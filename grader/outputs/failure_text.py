"""A check that did not pass, as the lines that its learner reads: in pytest's failures, in `grader check`.

what the check says
the smallest failing call, to paste, with what was expected and what came
what is wrong, and by how much; the named mistake
the learner's own lines, each with file:line
a hint
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..results import CheckResult, ExerciseResult, Outcome, Problem, Report, UnitResult
from .text import visible
from .view import student_view

HIDDEN = "This check is hidden: there is no more to say of it than that it did not pass."
_TRACE = re.compile(r"line (\d+), in (.*?): (.*)", re.DOTALL)
_WORDS = {
    Outcome.FAILED: "wrong answer",
    Outcome.RAISED: "raised an exception",
    Outcome.TIMED_OUT: "no answer in time",
    Outcome.OUT_OF_MEMORY: "out of memory",
    Outcome.CRASHED: "crashed",
    Outcome.GRADER_ERROR: "the grader failed, not you",
    Outcome.NOT_ATTEMPTED: "not attempted",
    Outcome.SKIPPED: "skipped",
    Outcome.PASSED: "passed",
}


def seen(check: CheckResult) -> CheckResult:
    """What a learner may see of a check on their own machine: all of it, unless it is hidden."""
    if check.visibility == "visible":
        return check
    report = Report("", {}, {}, (UnitResult("", (ExerciseResult("", (check,)),)),))
    return replace(student_view(report).units[0].exercises[0].checks[0], message=HIDDEN)


def headline(check: CheckResult) -> str:
    """What is wrong, in one line."""
    check = seen(check)
    message = " ".join(check.message.split())
    if check.outcome == Outcome.GRADER_ERROR:
        return f"{_WORDS[check.outcome]}: {message}"
    return visible(message) or _WORDS[check.outcome]


def failure_text(check: CheckResult, exercise: str, path: str) -> str:
    """All there is to say; `path` is how the learner's file is named here."""
    check = seen(check)
    parts = [check.says, _call(check), headline(check), _lines(check, exercise, path)]
    if check.hint:
        parts.append(f"Hint: {check.hint}")
    return visible("\n\n".join(part for part in parts if part))


def _call(check: CheckResult) -> str:
    shown = check.counterexample
    if shown is None:
        return ""
    lines = [shown.call]
    if shown.expected:
        lines.append(_labelled("expected", shown.expected))
    if shown.got and shown.got != check.message:
        lines.append(_labelled("got", shown.got))
    return "\n".join(lines)


def _labelled(label: str, text: str) -> str:
    """A value behind its label; a value of several lines below it."""
    if "\n" in text:
        return f"    {label}:\n" + "\n".join(f"        {line}" for line in text.splitlines())
    return f"    {label + ':':<10}{text}"


def _lines(check: CheckResult, exercise: str, path: str) -> str:
    """The learner's own lines, in a form that editors make a link of."""
    found = [match for entry in check.traceback if (match := _TRACE.fullmatch(entry))]
    if found:
        return "\n".join(f"{path}:{match[1]}: in {match[2]}\n    {match[3]}" for match in found)
    return f"{path}:{check.line}: in {exercise}" if check.line else ""


def problem_text(problem: Problem, path: str, source: str) -> str:
    """Why a whole file does not load, with the line."""
    lines = source.splitlines()
    place = ""
    if problem.line:
        line = lines[problem.line - 1].strip() if problem.line <= len(lines) else ""
        place = f"{path}:{problem.line}:\n    {line}\n\n" if line else f"{path}:{problem.line}:\n\n"
    return visible(f"{path} does not load, so nothing in it was checked.\n\n{place}{problem.message}")
