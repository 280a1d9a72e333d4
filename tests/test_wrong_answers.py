"""Wrong answers written by someone who had not seen the checks: each loses points on its own exercise and nowhere
else.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from agreement import ROOT
from classroom import COURSE, exam

from grader import score
from grader.catalog import LIBRARIES
from grader.sandbox.local import LocalPlace
from grader.variants import exercise_of
from grader.verify import grade

WRONG = ROOT / "tests" / "alternatives" / "wrong"
FILES = [
    pytest.param(path, marks=pytest.mark.xdist_group(path.parts[-3]), id="/".join(path.with_suffix("").parts[-3:]))
    for path in sorted(WRONG.glob("*/*/*.py"))
    if path.parts[-3] in COURSE.units
]


@pytest.mark.parametrize("path", FILES)
def test_loses_there_and_nowhere_else(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if path != min(path.parent.glob("*.py")):  # the first of each exercise is explained, too; of the rest, the verdict
        monkeypatch.setattr(score, "smallest", lambda run, raw: raw.failure)
        monkeypatch.setattr(score, "name_mistakes", lambda run, exercise: {})
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
