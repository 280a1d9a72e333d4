"""A unit's file as pytest sees it: a file, in it the exercises, in each its checks.

What there is comes from the course's outline, so collecting runs nothing, neither of the learner's nor of the course's.
An item that runs asks the unit's `Practice`, which works through an exercise at its first item and remembers the rest.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import pytest
from _pytest._code.code import ExceptionChainRepr, ReprFileLocation, ReprTracebackNative, TerminalRepr

from ..catalog import CheckOutline, Course, ExerciseOutline
from ..errors import GraderError, UsageError
from ..outputs.failure_text import failure_text, headline, problem_text
from ..results import NOT_WRITTEN, CheckResult, Outcome, Problem, blank
from ..stubs import untouched

if TYPE_CHECKING:
    from ..exam import Exam
    from ..practice import Practice

T = TypeVar("T", int, float)


class Exams:
    """The course of this run, and an exam for each unit that is asked for.

    Raises GraderError where the options name what cannot be used.
    """

    def __init__(self, config: pytest.Config) -> None:
        from ..practice import SEED

        self.config = config
        beside = config.inipath.parent if config.inipath else config.invocation_params.dir
        given = config.getini("grader_course")
        self.course = Course.find(beside / given if given else None, config.rootpath)
        self.call_seconds = _number(config, "grader_call_seconds", float, 0.0)
        self.seed = _number(config, "grader_seed", int, SEED)
        self.first: dict[str, str] = {}  # of each file, the first item of this run
        self._exams: dict[str, Exam | Exception] = {}

    def exam(self, unit: str) -> Exam:
        """Raises the same exception again where the unit cannot be used."""
        from ..exam import Exam

        if unit not in self._exams:
            try:
                self._exams[unit] = Exam(self.course, unit, self.seed)
            except Exception as error:  # noqa: BLE001 -- the course is at fault: each of its items says so
                self._exams[unit] = error
        found = self._exams[unit]
        if isinstance(found, Exception):
            raise found
        return found

    def practice(self, path: Path) -> Practice:
        from ..practice import Practice, scaled
        from ..sandbox.place import Limits

        limits = scaled(Limits(), self.call_seconds) if self.call_seconds > 0 else Limits()
        return Practice(self.exam(path.stem), path, limits)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            if isinstance(item, CheckItem):
                self.first.setdefault(item.file.nodeid, item.nodeid)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
        """The result goes with the report, for the table: as an attribute, which no other format takes for its own."""
        report = yield
        if isinstance(item, CheckItem) and call.when == "call":
            report.grader = item.row()
        return report


def _number(config: pytest.Config, name: str, kind: Callable[[str], T], default: T) -> T:
    """An option's value. Raises UsageError where it is no number of that kind."""
    given = config.getini(name)
    try:
        return kind(given) if given else default
    except ValueError:
        raise UsageError(f"{name} is {given!r}; give a number such as 3") from None


class UnitFile(pytest.File):
    """A learner's file of one unit."""

    @property
    def exams(self) -> Exams:
        found = self.config.pluginmanager.get_plugin("grader-exams")
        assert isinstance(found, Exams)
        return found

    @cached_property
    def shown(self) -> str:
        """The path as seen from where pytest was started."""
        here = self.config.invocation_params.dir
        return os.path.relpath(self.path, here) if self.path.is_relative_to(here) else str(self.path)

    @cached_property
    def source(self) -> str:
        return self.path.read_text("utf-8", "replace")

    @cached_property
    def untouched(self) -> bool:
        return untouched(self.exams.course, self.path.stem, self.path)

    @cached_property
    def practice(self) -> Practice:
        return self.exams.practice(self.path)

    def collect(self) -> Iterator[pytest.Collector]:
        try:
            outline = self.exams.course.outline(self.path.stem)
        except GraderError as error:
            raise self.CollectError(str(error)) from None
        for index, exercise in enumerate(outline.exercises):
            yield ExerciseNode.from_parent(self, name=exercise.name, outline=exercise, index=index)

    def teardown(self) -> None:
        if "practice" in self.__dict__:
            self.practice.close()
            del self.practice


class ExerciseNode(pytest.Collector):
    """One exercise of a file."""

    def __init__(self, *, outline: ExerciseOutline, index: int, **given: Any) -> None:
        super().__init__(**given)
        self.outline = outline
        self.index = index

    def collect(self) -> Iterator[pytest.Item]:
        for check in self.outline.checks:
            yield CheckItem.from_parent(self, name=check.name, outline=check)


class NotPassed(Exception):
    """A check failed on the learner's file."""


class CheckItem(pytest.Item):
    """One check of an exercise."""

    def __init__(self, *, outline: CheckOutline, **given: Any) -> None:
        super().__init__(**given)
        self.outline = outline
        self.result: CheckResult | None = None

    @property
    def exercise(self) -> ExerciseNode:
        assert isinstance(self.parent, ExerciseNode)
        return self.parent

    @property
    def file(self) -> UnitFile:
        assert isinstance(self.exercise.parent, UnitFile)
        return self.exercise.parent

    @property
    def is_first(self) -> bool:
        """Is it the one to tell what concerns the whole file?"""
        return self.file.exams.first.get(self.file.nodeid) == self.nodeid

    def runtest(self) -> None:
        self.result = None
        if self.file.untouched:  # no need to draw examples, which takes seconds
            self.result = blank(self.outline, Outcome.NOT_ATTEMPTED, NOT_WRITTEN)
            _skip("not attempted")
        try:
            practice = self.file.practice
            result = self.result = practice.check(self.outline.exercise, self.name)
        except Exception:
            if self.is_first:
                raise
            _skip("the grader failed, see the first failure")
        sys.stdout.write(practice.loading_said() + practice.said(self.name))
        if practice.problem is not None and not self.is_first:
            _skip("the file does not load")
        if result.outcome == Outcome.NOT_ATTEMPTED:
            _skip("not attempted")
        if result.outcome == Outcome.SKIPPED:
            _skip(result.message or "skipped")
        if result.outcome != Outcome.PASSED:
            raise NotPassed(headline(result))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str | TerminalRepr:
        if isinstance(excinfo.value, GraderError):
            return f"grader: {excinfo.value}"
        if not isinstance(excinfo.value, NotPassed) or self.result is None:
            return super().repr_failure(excinfo, style)
        problem = self.file.practice.problem
        if problem is not None:
            message, line = _first_line(problem), problem.line
            text = problem_text(problem, self.file.shown, self.file.source)
        else:
            message, line = headline(self.result), self.result.line
            text = failure_text(self.result, self.exercise.name, self.file.shown)
        return _representation(text, ReprFileLocation(self.file.shown, line or 1, message))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        from ..render import line_of

        line = line_of(self.file.source, self.exercise.name)
        return self.path, line - 1 if line else 0, f"{self.exercise.name}::{self.name}"

    def row(self) -> dict[str, Any]:
        """What the table needs, as plain data."""
        result = self.result
        return {
            "file": self.file.shown,
            "exercise": self.exercise.name,
            "index": self.exercise.index,
            "check": self.name,
            "checks": len(self.exercise.outline.checks),
            "outcome": str(result.outcome if result else Outcome.GRADER_ERROR),
            "score": float(result.score) if result else 0.0,
            "max_score": float(self.outline.points),
            "message": result.message if result and self.outline.visibility == "visible" else "",
        }


def _first_line(problem: Problem) -> str:
    return problem.message.splitlines()[0] if problem.message else str(problem.outcome)


def _skip(reason: str) -> NoReturn:
    raise pytest.skip.Exception(reason, _use_item_location=True)


def _representation(text: str, crash: ReprFileLocation) -> TerminalRepr:
    """`text` in the one form that passes through xdist whole and gives the short summary and JUnit their one line."""
    return ExceptionChainRepr([(ReprTracebackNative([text, "\n"]), crash, None)])
