"""The made-up class: what examples/README.md names must lose points, and whatever it does not name scores full."""

from __future__ import annotations

import re
import sys
from functools import cache

import pytest
from agreement import ROOT, grade, reports
from classroom import BY_THE_CLOCK, SUBMISSIONS, UNITS, graded

from grader.results import Outcome, Report, UnitResult

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is for Linux")
STUDENTS = sorted(path.name for path in SUBMISSIONS.iterdir())
# A file that does not load, and why.
UNLOADED = {("hiroshi", "ex2_numpy"): ("SyntaxError", 30), ("marek", "ex2_numpy"): ("SystemExit", None)}


@cache
def truth() -> dict[tuple[str, str], set[str]]:
    """(student, unit) -> the exercises that are wrong by themselves."""
    parts = re.split(r"^## (ex\d_\w+)$", (ROOT / "examples" / "README.md").read_text("utf-8"), flags=re.MULTILINE)
    found = {}
    for unit, body in zip(parts[1::2], parts[2::2], strict=True):
        for student, wrong in re.findall(r"^\| `([^`]+)` \| (.*?) \| .*? \|$", body, flags=re.MULTILINE):
            found[student, unit] = set(re.findall(r"(?:^|<br>)`([\w.]+)`", wrong))
    return found


@pytest.mark.parametrize("unit", UNITS)
def test_each_loses_what_they_must_and_nothing_else(unit: str) -> None:
    assert set(graded(unit)) >= set(STUDENTS)
    wrong = []
    for student in STUDENTS:
        report = graded(unit)[student]
        (result,) = report.units
        if report.files and student != "kwame" and (student, unit) not in UNLOADED:
            assert result.problem is None, student
            lost = {exercise.name for exercise in result.exercises if exercise.score < exercise.max_score}
            if lost != truth().get((student, unit), set()):
                told = [f"{name}.{check.name}: {check.message}" for name, check in result.checks if not check.score]
                wrong.append("\n".join([f"{student} loses {sorted(lost)}", *told]))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("unit", UNITS)
def test_what_is_not_written_or_not_handed_in_is_not_attempted(unit: str) -> None:
    for student in STUDENTS:
        report = graded(unit)[student]
        if student == "kwame" or not report.files:
            (result,) = report.units
            assert {check.outcome for _, check in result.checks} == {Outcome.NOT_ATTEMPTED}, student


@pytest.mark.xdist_group("ex2_numpy")
@pytest.mark.parametrize("student", ["hiroshi", "marek"])
def test_a_file_that_does_not_load_scores_nothing_and_says_why(student: str) -> None:
    kind, line = UNLOADED[student, "ex2_numpy"]
    result = unit_of(student, "ex2_numpy")
    assert result.problem is not None
    assert kind in result.problem.message
    assert line in (None, result.problem.line)
    assert result.score == 0


@pytest.mark.xdist_group("ex2_numpy")
def test_what_never_ends_or_takes_all_memory_costs_no_more_than_it_must(tmp_path) -> None:
    only = [f"--only={student}" for student, _ in BY_THE_CLOCK]
    units = [f"--unit={unit}" for _, unit in BY_THE_CLOCK]
    grade(SUBMISSIONS, *only, *units, "--seed", "0", "--out", tmp_path / "out", cwd=tmp_path)
    told = reports(tmp_path / "out")
    assert lost(told["elif_k"], "ex2_numpy") == {"train": {"timed_out"}}  # and not run_experiment, which calls it
    ((exercise, ends),) = lost(told["lucía"], "ex1_data").items()
    assert exercise == "to_dataframe"
    assert ends <= {"raised", "out_of_memory", "timed_out"}  # the last on a machine with much else to do


def lost(report: Report, unit: str) -> dict[str, set[str]]:
    """How the checks of each exercise end that score nothing."""
    found: dict[str, set[str]] = {}
    for name, check in next(one for one in report.units if one.unit == unit).checks:
        if not check.score:
            found.setdefault(name, set()).add(str(check.outcome))
    return found


def unit_of(student: str, unit: str) -> UnitResult:
    (result,) = graded(unit)[student].units
    return result
