"""Pages: feedback/<student>.html for the student, index.html for the instructor. Each needs no other file."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from ..results import ExerciseResult, Outcome, Report
from .failure_text import seen
from .summary import Summary, rates, ungraded_first, units_of
from .text import file_name, number, one_line, visible
from .view import student_view

WORDS = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "wrong answer",
    Outcome.RAISED: "raised an error",
    Outcome.TIMED_OUT: "took too long",
    Outcome.OUT_OF_MEMORY: "took too much memory",
    Outcome.CRASHED: "ended the process",
    Outcome.NOT_ATTEMPTED: "not attempted",
    Outcome.SKIPPED: "skipped",
    Outcome.GRADER_ERROR: "could not be graded",
    Outcome.REFUSED: "could not be taken",
}


def feedback(report: Report) -> str:
    """What the student reads."""
    return _page("feedback.html").render(report=student_view(report), words=WORDS)


def index(summaries: Sequence[Summary], passed_over: Sequence[str] = (), course: str = "") -> str:
    """The class on a page, for the instructor."""
    return _page("index.html").render(
        course=course,
        summaries=ungraded_first(summaries),
        units=units_of(summaries),
        rates=rates(summaries),
        passed_over=passed_over,
        feedback=lambda student: "feedback/" + quote(file_name(student, ".html")),
        report=lambda student: "reports/" + quote(file_name(student, ".json")),
    )


def cell(unit: str, exercises: Sequence[ExerciseResult], said: str = "", pictures: Mapping[str, str] = {}) -> str:
    """What a notebook shows below a cell. `said` is what the learner's code printed in the first check that is wrong,
    `pictures` are the images of exercises, as ``data:`` addresses.
    """
    shown = [replace(exercise, checks=tuple(seen(check) for check in exercise.checks)) for exercise in exercises]
    score, most = (sum(getattr(one, name) for one in exercises) for name in ("score", "max_score"))
    return _page("cell.html").render(
        unit=unit, exercises=shown, score=score, max_score=most, said=said, pictures=pictures, words=WORDS
    )


@functools.cache
def _environment() -> Environment:
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    environment = Environment(
        loader=loader,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    environment.filters.update(visible=visible, one_line=one_line, number=number)
    return environment


def _page(name: str) -> Template:
    return _environment().get_template(name)
