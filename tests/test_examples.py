"""The made-up class: what examples/README.md names must lose points, and whatever it does not name scores full."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from grader.catalog import LIBRARIES, Course
from grader.exam import Exam
from grader.results import Outcome
from grader.sandbox.local import LocalPlace
from grader.verify import grade

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
COURSE = Course.find(None, ROOT)
# One never ends, one fills the memory, one ends the process: `make grade` takes them on, in the sandbox.
SPECIAL = {"elif_k", "lucía", "marek"}
FILES = sorted(
    path
    for path in EXAMPLES.glob("submissions/*/*.py")
    if path.stem in COURSE.units and path.parent.name not in SPECIAL
)


@cache
def truth() -> dict[tuple[str, str], set[str]]:
    """(student, unit) -> the exercises that are wrong by themselves."""
    parts = re.split(r"^## (ex\d_\w+)$", (EXAMPLES / "README.md").read_text("utf-8"), flags=re.MULTILINE)
    found = {}
    for unit, body in zip(parts[1::2], parts[2::2], strict=True):
        for student, wrong in re.findall(r"^\| `([^`]+)` \| (.*?) \| .*? \|$", body, flags=re.MULTILINE):
            found[student, unit] = set(re.findall(r"(?:^|<br>)`([\w.]+)`", wrong))
    return found


@cache
def exam(unit: str) -> Exam:
    return Exam(COURSE, unit, 0)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_loses_what_it_must_and_nothing_else(path: Path) -> None:
    unit, student = path.stem, path.parent.name
    result = grade(exam(unit), LocalPlace(LIBRARIES), path.read_bytes())
    outcomes = {check.outcome for _, check in result.checks}
    if student == "kwame":
        assert outcomes == {Outcome.NOT_ATTEMPTED}
        return
    if (student, unit) == ("hiroshi", "ex2_numpy"):
        assert result.problem is not None
        assert (result.problem.line, result.score) == (30, 0)
        return
    assert result.problem is None
    lost = {exercise.name for exercise in result.exercises if exercise.score < exercise.max_score}
    told = [f"{name}.{check.name}: {check.message}" for name, check in result.checks if not check.score]
    assert lost == truth().get((student, unit), set()), "\n".join(told)
