"""Pages: feedback/<student>.html for the student, index.html for the instructor. Each needs no other file.

Everything on them may come from a submission, so everything is escaped (Jinja2), and a content security policy lets
nothing run but the class page's own script, by its digest, and nothing be fetched. The student's page is made from
`student_grade`, and of the code from the student's own.
"""

from __future__ import annotations

import functools
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from ..intake import Code
from ..policy import Grade, grade_of
from ..results import CheckResult, ExerciseResult, Outcome, Report
from . import charts
from .excerpt import excerpt, lines_of
from .failure_text import seen
from .grade_text import reasons
from .insight import APART, ENOUGH, WEAK, Insight
from .summary import Summary, rates, ungraded_first, units_of
from .text import file_name, number, one_line, visible
from .view import student_grade

_TEMPLATES = Path(__file__).parent / "templates"
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


def feedback(found: Grade | Report, code: Mapping[str, Code] = MappingProxyType({}), made_from: str = "") -> str:
    """What the student reads. `code` is their own, by unit; `made_from` is kept in the page (see `digest`)."""
    grade = _grade(found)
    return page("feedback.html").render(
        grade=grade,
        report=grade.report,
        units={unit.unit: unit for unit in grade.units},
        reasons=reasons(grade),
        code=code,
        made_from=made_from,
        words=WORDS,
        glance=_glance,
        pointed=lambda exercise: [line for check in exercise.checks for line in _lines(check)],
        listing=_listing,
        comparison=charts.comparison,
        compared=charts.compared,
    )


def digest(found: Grade | Report, code: Mapping[str, Code] = MappingProxyType({})) -> str:
    """A digest of all that `feedback` makes a page from. Drawing is slow: a page with the same digest need not be made
    again.
    """
    return sha256(
        repr((_grade(found), sorted(code.items()), _makers())).encode("utf-8", "backslashreplace")
    ).hexdigest()


def index(
    summaries: Sequence[Summary],
    passed_over: Sequence[str] = (),
    course: str = "",
    insight: Insight | None = None,
) -> str:
    """The class on a page, for the instructor."""
    script = (_TEMPLATES / "index.js").read_text("utf-8")
    return page("index.html").render(
        course=course,
        summaries=ungraded_first(summaries),
        ungraded=[one for one in summaries if not one.graded],
        look=[one for one in summaries if one.graded and one.look],
        units=units_of(summaries),
        most=_most(summaries),
        rates=rates(summaries),
        passed_over=passed_over,
        insight=insight or Insight(),
        weak_below=WEAK,
        enough=ENOUGH,
        apart=APART,
        adjusted=[one for one in summaries if one.reasons],
        share=lambda one: one.score / one.max_score if one.max_score else 1.0,
        histogram=charts.histogram,
        bars=lambda unit, checks: charts.rates(
            [(one.name, one.passed, one.wrong, one.untried) for one in checks], unit
        ),
        feedback=lambda student: "feedback/" + quote(file_name(student, ".html")),
        report=lambda student: "reports/" + quote(file_name(student, ".json")),
        made_from="",
        script=script,
        script_hash=Markup("'sha256-{}'").format(b64encode(sha256(script.encode()).digest()).decode()),
    )


def _grade(found: Grade | Report) -> Grade:
    """What a student may see of it."""
    return student_grade(grade_of(found) if isinstance(found, Report) else found)


@functools.cache
def _makers() -> str:
    """A digest of what makes pages."""
    files = sorted(path for path in Path(__file__).parent.rglob("*") if path.suffix in (".py", ".html", ".css"))
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _lines(check: CheckResult) -> list[int]:
    return [] if check.outcome == Outcome.PASSED else lines_of(check)


def _glance(exercise: ExerciseResult) -> str:
    """How an exercise went, in a few words."""
    outcomes = [check.outcome for check in exercise.checks]
    passed = outcomes.count(Outcome.PASSED)
    if passed == len(outcomes):
        return "all passed"
    if set(outcomes) <= {Outcome.NOT_ATTEMPTED}:
        return "not attempted"
    return f"{passed} of {len(outcomes)} passed"


def _listing(code: Code, lines: Sequence[int], about: str) -> Markup:
    """The student's code around `lines`; nothing where it has no such line."""
    found = excerpt(code.text, lines)
    return Markup(page("_listing.html").render(name=code.name, lines=found, about=about) if found else "")  # noqa: S704 - escaped by the template


def _most(summaries: Sequence[Summary]) -> dict[str, float]:
    """The points of each unit, as most students have them."""
    found: dict[str, Counter[float]] = {}
    for summary in summaries:
        for unit, (_, most) in summary.units.items():
            found.setdefault(unit, Counter())[most] += 1
    return {unit: count.most_common(1)[0][0] for unit, count in found.items()}


def cell(unit: str, exercises: Sequence[ExerciseResult], said: str = "", pictures: Mapping[str, str] = {}) -> str:
    """What a notebook shows below a cell. `said` is what the learner's code printed in the first check that is wrong,
    `pictures` are the images of exercises, as ``data:`` addresses.
    """
    shown = [replace(exercise, checks=tuple(seen(check) for check in exercise.checks)) for exercise in exercises]
    score, most = (sum(getattr(one, name) for one in exercises) for name in ("score", "max_score"))
    return page("cell.html").render(
        unit=unit, exercises=shown, score=score, max_score=most, said=said, pictures=pictures, words=WORDS
    )


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    environment.filters.update(visible=visible, one_line=one_line, number=number, percent=_percent)
    return environment


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def page(name: str) -> Template:
    """A template, to be filled. What is put into it is escaped."""
    return _environment().get_template(name)
