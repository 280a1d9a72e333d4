"""docs/mistakes.md, which `grader verify --matrix` writes, speaks of the mistakes that there are."""

from __future__ import annotations

import re
from pathlib import Path

from grader.catalog import Course

ROOT = Path(__file__).resolve().parents[2]


def test_every_known_mistake_has_its_row_and_is_caught():
    page = (ROOT / "docs/mistakes.md").read_text("utf-8")
    rows = re.findall(r"^\| (\S+) \| `(\w+)` \| (.*) \|$", page, re.MULTILINE)
    course = Course.find(cwd=ROOT)
    known = [mistake.name for unit in course.units for mistake in course.load(unit).mistakes]
    assert sorted(name for _, name, _ in rows) == sorted(known)
    for exercise, name, caught in rows:
        assert f"`{exercise}." in caught, name
