"""Wrong answers written by someone who had not seen the checks: each loses points on its own exercise and nowhere
else.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from grader.catalog import LIBRARIES, Course
from grader.exam import Exam
from grader.sandbox.local import LocalPlace
from grader.variants import exercise_of
from grader.verify import grade

ROOT = Path(__file__).resolve().parents[1]
WRONG = ROOT / "tests" / "alternatives" / "wrong"
COURSE = Course.find(None, ROOT)
FILES = sorted(path for path in WRONG.glob("*/*/*.py") if path.parts[-3] in COURSE.units)


@cache
def exam(unit: str) -> Exam:
    return Exam(COURSE, unit, 0)


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.with_suffix("").parts[-3:]))
def test_loses_there_and_nowhere_else(path: Path) -> None:
    unit, folder = path.parts[-3], path.parts[-2]
    loaded = COURSE.load(unit)
    assert loaded.solution is not None
    named = path.stem.partition("__")[0].split("+") if folder == "_two" else [folder]
    meant = {exercise_of(loaded, name) for name in named}
    result = grade(exam(unit), LocalPlace(LIBRARIES), loaded.solution + b"\n\n" + path.read_bytes())
    assert result.problem is None
    lost = {entry.name: entry for entry in result.exercises if entry.score < entry.max_score}
    told = [
        f"{name}.{check.name}: {check.outcome} {check.message}"
        for name, entry in lost.items()
        for check in entry.checks
        if not check.score
    ]
    assert set(lost) == meant, "\n".join(told)
