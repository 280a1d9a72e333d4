"""pytest for learners: ``pytest exercises/`` runs the course's checks on the learner's files, one item a check.

    exercises/ex2_numpy.py::gradients::match_autograd

`exercises` is the folder of that name, or the one that the option ``grader_exercises`` gives; a unit's file that is
named on the command line is taken wherever it lies. What is not written yet is *not attempted*: pytest counts it apart,
neither passed nor failed (``--lf`` and ``-x`` pass over it), but the run's exit code is 0 only when everything passed.

This module is loaded in every run of pytest on this machine, so it does next to nothing until there is such a file.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ..errors import GraderError

if TYPE_CHECKING:
    from .items import Exams


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("grader_exercises", "the folder with the learner's files", default="exercises")
    parser.addini("grader_course", "the folder of a course other than the built-in one", default="")
    parser.addini("grader_call_seconds", "how long one call may take; the other limits follow it", default="")
    parser.addini("grader_seed", "a whole number: another one draws other examples", default="")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Results(config), "grader-results")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """A unit's file is ours alone: nobody else may import it."""
    if file_path.suffix != ".py" or not _may_be_unit(file_path, parent):
        return (yield)
    try:
        exams = _exams(parent.config)
    except GraderError as error:
        raise parent.CollectError(f"grader: {error}") from None
    if file_path.stem not in exams.course.units or file_path.is_relative_to(exams.course.root / "checks"):
        return (yield)
    yield
    from .items import UnitFile

    return [UnitFile.from_parent(parent, path=file_path)]


def _may_be_unit(file_path: Path, parent: pytest.Collector) -> bool:
    if any(file_path.match(pattern) for pattern in parent.config.getini("python_files")):
        return False  # test_*.py: somebody's tests, as ever
    folder = Path(parent.config.getini("grader_exercises")).parts
    return file_path.parent.parts[-len(folder) :] == folder or parent.session.isinitpath(file_path)


def _exams(config: pytest.Config) -> Exams:
    """The course, found at the first file that may be a unit's, and with it the rest of the plugin."""
    found: Exams | None = config.pluginmanager.get_plugin("grader-exams")
    if found is None:
        from .debugger import Debugger
        from .items import Exams

        found = Exams(config)
        config.pluginmanager.register(found, "grader-exams")
        config.pluginmanager.register(Debugger(), "grader-debugger")
    return found


class Results:
    """What the checks gave, gathered from the reports: under xdist they come from other processes."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.rows: list[dict[str, Any]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        row = getattr(report, "grader", None)
        if row is not None:
            self.rows.append(row)

    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        """What is not written yet is counted apart."""
        row = getattr(report, "grader", None)
        return ("not attempted", "-", "SKIPPED") if row is not None and row["outcome"] == "not_attempted" else None

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.rows:
            from .table import finish

            finish(session, self.rows)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> Generator[None, None, None]:
        yield
        if self.rows:
            from .table import write

            write(terminalreporter, self.rows)
