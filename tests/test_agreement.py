"""`pytest exercises/` and `grader grade` say the same of every check: outcome, points, named mistake, every word.

One runs the learner's file in its own process, the other in the sandbox.
"""

from __future__ import annotations

import os
import sys

import pytest
from agreement import PATIENT, PATIENT_S, by_grade, by_pytest, differences, verdicts
from classroom import BY_THE_CLOCK, COURSE, UNITS, graded, handed_in, mistakes, some

SLOW = pytest.mark.slow  # `make agree`
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is for Linux")


@pytest.mark.parametrize("unit", [*UNITS[:2], *(pytest.param(*one.values, marks=SLOW) for one in UNITS[2:])])
def test_on_every_example_and_some_mistakes(unit, tmp_path):
    given = {student: source for student, source in handed_in(unit).items() if (student, unit) not in BY_THE_CLOCK}
    sources = {**given, **some(unit)}
    by_learner = by_pytest(None, unit, sources, tmp_path, call_seconds=PATIENT_S)
    agree(by_learner, {name: verdicts(graded(unit)[name]) for name in sources}, unit)


@SLOW
@pytest.mark.parametrize("unit", UNITS)
def test_on_every_known_mistake(unit, tmp_path):
    sources = mistakes(unit)
    by_teacher = by_grade(None, unit, sources, tmp_path / "grade", settings=PATIENT)
    agree(by_pytest(None, unit, sources, tmp_path / "pytest", call_seconds=PATIENT_S), by_teacher, unit)
    for name, told in by_teacher.items():
        assert name.partition(": ")[2] in {one["mistake"] for one in told.values()}, name


@SLOW
@pytest.mark.parametrize("seed", range(1, int(os.environ.get("AGREE_SEEDS", "1"))))
@pytest.mark.parametrize("unit", UNITS)
def test_every_known_mistake_by_pytest_alone(unit, seed, tmp_path):
    """Caught and named on its exercise, and nothing lost elsewhere: `grader verify` says the same of the sandbox."""
    for name, told in by_pytest(None, unit, mistakes(unit), tmp_path, call_seconds=PATIENT_S, seed=seed).items():
        exercise, _, mistake = name.partition(": ")
        lost = {check: one for check, one in told.items() if one["score"] < one["max_score"]}
        assert {check[0] for check in lost} == {exercise}, (name, lost)
        assert {one["mistake"] for one in lost.values() if one["mistake"]} == {mistake}, (name, lost)


@SLOW
@pytest.mark.parametrize(("student", "unit"), sorted(BY_THE_CLOCK))
def test_on_what_the_clock_decides_on_a_busy_machine(student, unit, tmp_path):
    sources = {student: handed_in(unit)[student]}
    settings, call_seconds = (PATIENT, PATIENT_S) if student == "lucía" else ("", None)  # the endless one ends anyhow
    by_teacher = by_grade(None, unit, sources, tmp_path / "grade", settings=settings)
    agree(by_pytest(None, unit, sources, tmp_path / "pytest", call_seconds=call_seconds), by_teacher, unit)


def agree(by_learner, by_teacher, unit):
    """All checks of all submissions, and none of them different."""
    checks = {(one.exercise, one.name) for one in COURSE.load(unit).checks}
    assert all(set(told) == checks for told in by_learner.values())
    assert differences(by_learner, by_teacher) == []
