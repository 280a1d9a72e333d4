"""`pytest exercises/` and `grader grade` say the same of every check: outcome, points, named mistake, every word.

One runs the learner's file in its own process, the other in the sandbox.
"""

from __future__ import annotations

import sys

import pytest
from agreement import by_grade, by_pytest, differences, verdicts
from classroom import COURSE, UNITS, graded, handed_in, mistakes

BY_THE_CLOCK = {"elif_k", "lucía"}  # one never ends, one fills the memory: how, a busy machine decides
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is for Linux")


@pytest.mark.parametrize("unit", UNITS)
def test_on_every_example_and_a_mistake_of_each_exercise(unit, tmp_path):
    sources = {name: source for name, source in handed_in(unit).items() if name not in BY_THE_CLOCK}
    sources |= mistakes(unit)
    agree(by_pytest(None, unit, sources, tmp_path), {name: verdicts(graded(unit)[name]) for name in sources}, unit)


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
def test_on_every_known_mistake(unit, tmp_path):
    sources = mistakes(unit, every=True)
    sources |= {name: source for name, source in handed_in(unit).items() if name in BY_THE_CLOCK}
    (tmp_path / "grade").mkdir()
    (tmp_path / "pytest").mkdir()
    in_sandbox = by_grade(None, unit, sources, tmp_path / "grade")
    agree(by_pytest(None, unit, sources, tmp_path / "pytest"), in_sandbox, unit)
    for name in sources.keys() - BY_THE_CLOCK:
        mistake = name.partition(": ")[2]
        assert mistake in {told["mistake"] for told in in_sandbox[name].values()}, name


def agree(by_learner, by_teacher, unit):
    """All checks of all submissions, and none of them different."""
    checks = {(one.exercise, one.name) for one in COURSE.load(unit).checks}
    assert all(set(told) == checks for told in by_learner.values())
    assert differences(by_learner, by_teacher) == []
